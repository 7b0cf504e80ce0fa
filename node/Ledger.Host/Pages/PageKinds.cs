namespace Ledger.Host.Pages;

/// <summary>The kinds of files that pages consist of; a file of another kind is none of them, and is not served.</summary>
internal static class PageKinds
{
    internal const string Json = "application/json";
    private const string Script = "text/javascript; charset=utf-8";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = Script,
        [".mjs"] = Script,
        [".css"] = "text/css; charset=utf-8",
        [".json"] = Json,
        [".map"] = Json,
        [".webmanifest"] = "application/manifest+json",
        [".wasm"] = "application/wasm",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".webp"] = "image/webp",
        [".ico"] = "image/x-icon",
        [".woff2"] = "font/woff2",
        [".txt"] = "text/plain; charset=utf-8",
    };

    /// <summary>The content type of a file by its name; null where its kind is not served.</summary>
    internal static string? TypeOf(string name) => Types.GetValueOrDefault(Path.GetExtension(name));
}
