using System.Runtime.InteropServices;

namespace Ledger.GuaranteePdf.Drawing;

/// <summary>What is used of FreeType 2: one face of a font file.</summary>
internal static partial class FreeType
{
    private const string Library = "libfreetype.so.6";

    [LibraryImport(Library)]
    internal static partial int FT_Init_FreeType(out nint library);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int FT_New_Face(nint library, string path, nint index, out nint face);

    [LibraryImport(Library)]
    internal static partial int FT_Done_Face(nint face);

    [LibraryImport(Library)]
    internal static partial uint FT_Get_Char_Index(nint face, nuint codePoint);

    /// <summary>The address of FT_Done_Face, for who closes a face later than we can.</summary>
    internal static nint DoneFace { get; } = NativeLibrary.GetExport(NativeLibrary.Load(Library), nameof(FT_Done_Face));
}
