// The picture of a map, which tells where it was pressed; what stands there, Python knows.
export default function ({ data, parentElement, setTriggerValue }) {
  // Streamlit calls this again for another picture.
  const picture = parentElement.querySelector("img") ?? document.createElement("img");
  Object.assign(picture, { src: data.picture, alt: data.alt, className: "tk-map" });
  picture.onclick = ({ offsetX, offsetY }) => {
    const across = offsetX / picture.clientWidth, down = offsetY / picture.clientHeight;
    // Pressed twice in one place it is still news, so each press has a number of its own.
    setTriggerValue("pressed", `${across} ${down} ${Date.now()}`);
  };
  if (!picture.parentElement) parentElement.append(picture);
}
