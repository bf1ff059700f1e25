// What a lost connection needs beside Blazor's own attempts: a circuit that the server has dropped cannot be had back, so the page is asked for again.
const notice = document.getElementById("components-reconnect-modal");
document.getElementById("reconnect-reload").addEventListener("click", () => location.reload());
notice.addEventListener("components-reconnect-state-changed", e => {
    if (e.detail.state === "rejected") {
        location.reload();
    }
});
