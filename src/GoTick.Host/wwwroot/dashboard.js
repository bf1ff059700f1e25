// The few things that only the browser can do; everything else is C#.

export function remember(name, value) {
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax${secure}`;
}

export function zone() {
    return Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";
}

export function scrollToEnd(element) {
    if (element) {
        element.scrollTop = element.scrollHeight;
    }
}

export function scrollToId(id) {
    document.getElementById(id)?.scrollIntoView({ block: "center" });
}

export async function copy(id) {
    const field = document.getElementById(id);
    field?.select();
    try {
        await navigator.clipboard.writeText(field.value);
        return true;
    } catch {
        return false; // no permission, or no secure context: it stays selected
    }
}

const isWriting = e => e.target.closest("input, textarea, select, [contenteditable]");

// "/" goes to the page's search field; the arrows go through a table's rows, and Enter opens one.
document.addEventListener("keydown", e => {
    if (e.ctrlKey || e.metaKey || e.altKey || isWriting(e)) {
        return;
    }

    if (e.key === "/") {
        const search = document.querySelector("[data-search] input, input[data-search]");
        if (search) {
            e.preventDefault();
            search.focus();
        }
        return;
    }

    const row = e.target.closest("[data-row]");
    if (row && (e.key === "ArrowDown" || e.key === "ArrowUp")) {
        const next = e.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
        if (next?.matches("[data-row]")) {
            e.preventDefault();
            next.focus();
        }
    } else if (row && e.key === "Enter" && e.target === row) {
        row.querySelector("a, button:not([disabled])")?.click();
    }
});
