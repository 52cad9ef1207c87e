// Files that are dropped on the field go into it; what is chosen is told in words.
(() => {
  const drop = document.querySelector("[data-drop]");
  if (!drop) return;
  const input = drop.querySelector("input[type=file]");
  const told = drop.querySelector(".chosen");
  const tell = () => {
    const files = [...input.files];
    const size = files.reduce((sum, file) => sum + file.size, 0) / 1e6;
    told.textContent = files.length ? `${files.length} ${files.length === 1 ? "file" : "files"}, ${size.toFixed(1)} MB: ${files.slice(0, 6).map((file) => file.name).join(", ")}${files.length > 6 ? " ..." : ""}` : "Choose files, or drop them here.";
  };
  input.addEventListener("change", tell);
  for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    tell();
  });
})();
