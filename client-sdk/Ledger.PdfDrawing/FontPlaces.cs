namespace Ledger.PdfDrawing;

/// <summary>Where machines keep a font that has Latin and Chinese in TrueType outlines.</summary>
internal static class FontPlaces
{
    /// <summary>The places, the first that is there counts.</summary>
    internal static readonly IReadOnlyList<string> Known =
    [
        "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",                  // Debian, Ubuntu, UOS: fonts-wqy-microhei
        "/usr/share/fonts/wqy-microhei-fonts/wqy-microhei.ttc",            // Fedora, openEuler
        "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc",
        "/usr/share/fonts/wenquanyi/wqy-microhei/wqy-microhei.ttc",        // Arch
        "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
        "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",       // Debian: fonts-droid-fallback
        "/usr/share/fonts/truetype/arphic/uming.ttc",
        @"C:\Windows\Fonts\simsun.ttc",
        @"C:\Windows\Fonts\msyh.ttc",
        "/System/Library/Fonts/STHeiti Light.ttc",
        "/Library/Fonts/Arial Unicode.ttf",
    ];

    /// <summary>The first of some places that is there.</summary>
    /// <exception cref="FileNotFoundException">None is; the message says what to do.</exception>
    internal static string Find(IEnumerable<string> places) => places.FirstOrDefault(File.Exists) ?? throw new FileNotFoundException(
        "No font with Chinese was found, which a PDF needs. "
        + "Install one (Debian and Ubuntu: apt install fonts-wqy-microhei; Fedora: dnf install wqy-microhei-fonts), or name a TrueType " +
            "font with --font.");
}
