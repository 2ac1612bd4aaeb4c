// An ear for votes that are hidden still: they change a line or two, and no page for it.
export default function ({ setTriggerValue }) {
  const hear = (event) => {
    // Whoever asked knows by this that nothing else need be drawn.
    event.preventDefault();
    setTriggerValue("voted", event.detail);
  };
  window.addEventListener("toolkit-vote", hear);
  return () => window.removeEventListener("toolkit-vote", hear);
}
