using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Pages;

/// <summary>
/// What every answer of the pages tells the browser: nothing of another origin is loaded, asked or framed, no script stands in a page, and
/// of the device only the camera, which reads codes, is used.
/// </summary>
internal static class PageHeaders
{
    internal const string Changing = "no-cache";

    /// <summary>For names that carry a hash of their content: under one name there is never another content.</summary>
    internal const string Unchanging = "public, max-age=31536000, immutable";

    // WebAssembly is compiled, which is no eval of scripts: Argon2id and the reader of codes are written in it.
    private const string Policy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
        "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // There is no word for all: those that browsers know, since an unknown one is a line of complaint on every page.
    private const string Device =
        "accelerometer=(), autoplay=(), camera=(self), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), " +
        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), screen-wake-lock=(), usb=(), " +
        "xr-spatial-tracking=()";

    internal static void Put(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = Changing;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Device;
    }
}
