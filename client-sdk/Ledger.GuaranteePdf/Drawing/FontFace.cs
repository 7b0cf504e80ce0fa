using System.Text;

namespace Ledger.GuaranteePdf.Drawing;

/// <summary>
/// The one face that a document is set in. Its file stays open as long as cairo keeps the face, which is longer than any document: cairo caches scaled
/// faces and closes ours itself.
/// </summary>
internal sealed unsafe class FontFace : IDisposable
{
    private static readonly nint Library = OpenLibrary();

    // cairo tells user data apart by the key's address; the field is never read.
    private static readonly nint Key = (nint)System.Runtime.InteropServices.NativeMemory.AllocZeroed(1);

    private readonly nint _freeType;

    private FontFace(nint freeType, nint cairo) => (_freeType, Handle) = (freeType, cairo);

    /// <summary>cairo's face.</summary>
    internal nint Handle { get; }

    /// <exception cref="IOException">The file is missing, or no font.</exception>
    internal static FontFace Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no font {path}. Install Debian's fonts-wqy-microhei, or give another font with Chinese.", path);
        }

        if (FreeType.FT_New_Face(Library, path, 0, out var freeType) != 0)
        {
            throw new IOException($"{path} is no font.");
        }

        var cairo = Cairo.cairo_ft_font_face_create_for_ft_face(freeType, 0);
        if (Cairo.cairo_font_face_set_user_data(cairo, (void*)Key, freeType, FreeType.DoneFace) != Cairo.Success)
        {
            Cairo.cairo_font_face_destroy(cairo);
            _ = FreeType.FT_Done_Face(freeType);
            throw new IOException($"{path} cannot be used by cairo.");
        }

        return new FontFace(freeType, cairo);
    }

    /// <summary>Whether the face has a glyph for the character.</summary>
    internal bool Has(Rune rune) => FreeType.FT_Get_Char_Index(_freeType, (nuint)rune.Value) != 0;

    public void Dispose() => Cairo.cairo_font_face_destroy(Handle);

    private static nint OpenLibrary() => FreeType.FT_Init_FreeType(out var library) == 0
        ? library
        : throw new InvalidOperationException("FreeType does not start.");
}
