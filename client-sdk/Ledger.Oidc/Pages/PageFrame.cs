using Microsoft.AspNetCore.Http;

namespace Ledger.Oidc.Pages;

/// <summary>
/// What all pages have around them, and the headers under which a browser runs no script, loads nothing from elsewhere, and shows the page
/// in nobody's frame.
/// </summary>
internal static class PageFrame
{
    internal static string Of(PageText text, string title, string body, bool hasChoices = false, string? refresh = null) => $"""
        <!doctype html>
        <html lang="{text.Say("en", "zh-CN")}"{(text.IsLarge ? " class=\"large\"" : "")}>
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="renderer" content="webkit">
        <title>{PageText.Safe(title)}</title>
        <link rel="stylesheet" href="/page.css">
        {(refresh is null ? "" : $"<meta http-equiv=\"refresh\" content=\"1;url={refresh}\">")}
        </head>
        <body>
        <header class="topbar"><span class="brand">{text.Say("One login", "统一登录")}</span>
        <nav>{text.Say("by the public-resource trading chain", "由公共资源交易链提供")}{(hasChoices ? Choices(text) : "")}</nav></header>
        <main>
        {body}
        </main>
        </body>
        </html>
        """;

    private static string Choices(PageText text) => $"""
         <a href="?lang=zh" lang="zh-CN">中文</a><a href="?lang=en" lang="en">English</a>
        <a href="?size={(text.IsLarge ? "normal" : "large")}">{text.Say(text.IsLarge ? "normal text" : "large text", text.IsLarge ? "标准字号" : "大字")}</a>
        """;

    internal static async Task WriteAsync(HttpContext http, int status, string page, string? returnOrigin = null)
    {
        Guard(http, $"default-src 'none'; style-src 'self'; form-action 'self'{(returnOrigin is null ? "" : $" {returnOrigin}")}");
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(page, http.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Has the browser hold a page to a policy; in nobody's frame, kept nowhere, telling nobody where it was.</summary>
    internal static void Guard(HttpContext http, string policy)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = $"{policy}; frame-ancestors 'none'; base-uri 'none'";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
    }
}
