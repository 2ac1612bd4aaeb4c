// The part that is sent with every coding, so it only hands on what came with it.
export default function ({ data: [data], setTriggerValue }) {
  const coders = (window.toolkitTextCoders ??= new Map());
  const slot = coders.get(data.key) ?? {};
  coders.set(data.key, slot);
  slot.stored = data;
  slot.send = (outbox) => setTriggerValue("outbox", outbox);
  slot.whenStored?.();
  return () => { slot.send = undefined; };
}
