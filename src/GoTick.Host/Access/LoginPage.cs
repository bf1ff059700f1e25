using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;

namespace GoTick.Host.Access;

/// <summary>The page to log in: plain HTML, without script, so that it works whatever becomes of the dashboard.</summary>
internal static class LoginPage
{
    private const string Style =
        ":root{color-scheme:light dark;font-family:system-ui,sans-serif}body{display:grid;place-items:center;min-height:90vh;margin:0}"
        + "main{width:min(22rem,90vw)}label,input,button{display:block;width:100%;box-sizing:border-box;font:inherit}"
        + "input,button{padding:.6rem;margin:.4rem 0 1rem}[role=alert]{color:#b3261e;background:#fff;padding:.5rem;border:1px solid}small{opacity:.8}";

    /// <summary>Writes it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="to">Where to go on to.</param>
    /// <param name="error">What went wrong; null = nothing yet.</param>
    /// <param name="status">The status.</param>
    public static Task WriteAsync(HttpContext context, string? to, string? error = null, int status = StatusCodes.Status200OK)
    {
        AntiforgeryTokenSet tokens = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);
        HtmlEncoder html = HtmlEncoder.Default;
        string action = html.Encode($"{context.Request.PathBase}{AccessPaths.Login}?to={Uri.EscapeDataString(AccessPaths.Local(to))}");
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{html.Encode(LoginTexts.Title)} · GoTick</title>
              <style>{Style}</style>
            </head>
            <body>
              <main>
                <h1>GoTick</h1>
                {(error is null ? "" : $"<p role=\"alert\">{html.Encode(error)}</p>")}
                <form method="post" action="{action}">
                  <input type="hidden" name="{html.Encode(tokens.FormFieldName)}" value="{html.Encode(tokens.RequestToken!)}">
                  <label for="key">{html.Encode(LoginTexts.Key)}</label>
                  <input id="key" name="key" type="password" autocomplete="current-password" spellcheck="false" required autofocus>
                  <button type="submit">{html.Encode(LoginTexts.Button)}</button>
                </form>
                <small>{html.Encode(LoginTexts.Hint)}</small>
              </main>
            </body>
            </html>
            """);
    }
}
