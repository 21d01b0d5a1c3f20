// Shows on a map the points that the page lists. On a connection that is to be spared the list is enough.
export function start(frame) {
  const points = [...frame.querySelectorAll("[data-latitude]")].map((item) => ({
    at: [Number(item.dataset.latitude), Number(item.dataset.longitude)],
    here: "here" in item.dataset,
    number: item.dataset.number ?? "",
    item,
  }));
  if (points.length && !navigator.connection?.saveData) {
    import("./map.js").then((map) => map.show(frame, frame.dataset, points));
  }
}
