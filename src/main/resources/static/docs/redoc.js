window.addEventListener("load", () => {
  Redoc.init("/api/schema/", { hideDownloadButton: false, disableSearch: false }, document.getElementById("docs"));
});
