using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace Ledger.PdfDrawing;

/// <summary>
/// The one face that a document is set in; bold is drawn with a stroke around the same outlines, so that one part of the font is embedded.
/// </summary>
internal sealed class FontFace
{
    private static readonly Faces Resolver = Faces.Install();

    private readonly Dictionary<(double Size, bool Bold), XFont> _fonts = [];
    private readonly string _family;

    private FontFace(string family) => _family = family;

    /// <exception cref="IOException">The file is missing, no font, or not one that can be embedded in part.</exception>
    internal static FontFace Open(string path)
    {
        var face = new FontFace(Resolver.Add(TrueTypeFile.Read(path)));
        try
        {
            _ = face.Font(1, bold: false);
            return face;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException)
        {
            // PDFsharp ends in any of these on a damaged table
            throw new IOException($"{path} is no font that can be used: {e.Message}", e);
        }
    }

    internal XFont Font(double size, bool bold) => _fonts.TryGetValue((size, bold), out var font)
        ? font
        : _fonts[(size, bold)] = new XFont(_family, size, bold ? XFontStyleEx.Bold : XFontStyleEx.Regular, XPdfFontOptions.UnicodeDefault);

    /// <summary>Whether the face has a glyph for the character.</summary>
    internal bool Has(Rune rune) => GlyphHelper.GlyphIndexFromCodePoint(rune.Value, Font(1, bold: false)) != 0;

    /// <summary>
    /// PDFsharp asks one resolver a process for its fonts. Families are named by the file's digest: a file that changes is another family.
    /// </summary>
    private sealed class Faces : IFontResolver
    {
        private const string Prefix = "ledger-";

        private readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.OrdinalIgnoreCase);

        internal static Faces Install()
        {
            var faces = new Faces();
            if (GlobalFontSettings.FontResolver is null)
            {
                GlobalFontSettings.FontResolver = faces;
            }
            else
            {
                GlobalFontSettings.FallbackFontResolver = faces; // the host draws PDFs of its own
            }

            return faces;
        }

        internal string Add(byte[] file)
        {
            var family = Prefix + Convert.ToHexStringLower(SHA256.HashData(file));
            _files.TryAdd(family, file);
            return family;
        }

        public byte[]? GetFont(string faceName) => _files.GetValueOrDefault(faceName);

        public FontResolverInfo? ResolveTypeface(string familyName, bool bold, bool italic) =>
            _files.ContainsKey(familyName) ? new FontResolverInfo(familyName, bold, italic) : null;
    }
}
