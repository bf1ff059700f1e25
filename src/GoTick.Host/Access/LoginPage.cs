using System.Text.Encodings.Web;
using GoTick.Host.Dashboard;
using Microsoft.AspNetCore.Antiforgery;

namespace GoTick.Host.Access;

/// <summary>The page to log in: plain HTML, without script, so that it works whatever becomes of the dashboard. Language and theme are the dashboard's.</summary>
internal static class LoginPage
{
    private const string Style =
        ":root{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;font-size:.9375rem;line-height:1.5;"
        + "color:light-dark(#1f2328,#e6edf3);background:light-dark(#f6f8fa,#0d1117)}"
        + "body{display:grid;place-items:center;min-height:92vh;margin:0}"
        + "main{width:min(23rem,100vw - 2rem);box-sizing:border-box;padding:1.75rem;border:1px solid light-dark(#d8dee4,#30363d);border-radius:10px;background:light-dark(#fff,#161b22)}"
        + "h1{display:flex;align-items:center;gap:.6rem;margin:0 0 1.25rem;font-size:1.375rem;font-weight:600}"
        + "label,input,button{display:block;width:100%;box-sizing:border-box;font:inherit}label{font-size:.8125rem;color:light-dark(#57606a,#9aa4af)}"
        + "input,button{padding:.55rem .7rem;margin:.25rem 0 1rem;border-radius:6px;border:1px solid light-dark(#8c959f,#6e7681)}"
        + "input{color:inherit;background:light-dark(#f6f8fa,#0d1117)}"
        + "button{border-color:transparent;font-weight:600;cursor:pointer;color:light-dark(#fff,#0b1a2b);background:light-dark(#0b5cad,#79b8ff)}"
        + ":focus-visible{outline:2px solid light-dark(#0b5cad,#79b8ff);outline-offset:2px}"
        + "[role=alert]{margin:0 0 1rem;padding:.6rem .8rem;border-left:4px solid light-dark(#a51d16,#ff9a92);border-radius:6px;background:light-dark(#fbeceb,#2c1a1d)}"
        + "small{display:block;color:light-dark(#57606a,#9aa4af)}code{font-size:.8125rem;overflow-wrap:anywhere}";

    private const string Command = "gotick keys create --name NAME --scope read";

    /// <summary>Writes it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="to">Where to go on to.</param>
    /// <param name="error">The key of the text that says what went wrong; null = nothing yet.</param>
    /// <param name="status">The status.</param>
    public static Task WriteAsync(HttpContext context, string? to, string? error = null, int status = StatusCodes.Status200OK)
    {
        var preferences = Preferences.Of(context.Request);
        var texts = new Texts { Language = preferences.Language };
        AntiforgeryTokenSet tokens = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);
        HtmlEncoder html = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);
        string icon = html.Encode($"{context.Request.PathBase}/favicon.svg");
        string action = html.Encode($"{context.Request.PathBase}{AccessPaths.Login}?to={Uri.EscapeDataString(AccessPaths.Local(to))}");
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentLanguage = preferences.LanguageTag;
        context.Response.Headers.Vary = "Accept-Language, Cookie";
        return context.Response.WriteAsync($"""
            <!DOCTYPE html>
            <html lang="{preferences.LanguageTag}" style="color-scheme:{Scheme(preferences.Theme)}">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{html.Encode(texts["Login.Title"])} · GoTick</title>
              <link rel="icon" type="image/svg+xml" href="{icon}">
              <style>{Style}</style>
            </head>
            <body>
              <main>
                <h1><img src="{icon}" alt="" width="28" height="28">GoTick</h1>
                {(error is null ? "" : $"<p role=\"alert\">{html.Encode(texts[error])}</p>")}
                <form method="post" action="{action}">
                  <input type="hidden" name="{html.Encode(tokens.FormFieldName)}" value="{html.Encode(tokens.RequestToken!)}">
                  <label for="key">{html.Encode(texts["Login.Key"])}</label>
                  <input id="key" name="key" type="password" autocomplete="current-password" spellcheck="false" required autofocus>
                  <button type="submit">{html.Encode(texts["Login.Title"])}</button>
                </form>
                <small>{html.Encode(texts["Login.Hint"])} <code>{Command}</code></small>
              </main>
            </body>
            </html>
            """);
    }

    private static string Scheme(Theme theme) => theme switch
    {
        Theme.Light => "light",
        Theme.Dark => "dark",
        _ => "light dark",
    };
}
