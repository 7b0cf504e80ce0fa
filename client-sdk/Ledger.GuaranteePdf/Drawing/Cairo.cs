using System.Runtime.InteropServices;

namespace Ledger.GuaranteePdf.Drawing;

/// <summary>What is used of cairo 1.16: a PDF surface on a stream, lines, rectangles, text of one face.</summary>
internal static unsafe partial class Cairo
{
    internal const int MetadataTitle = 0;
    internal const int MetadataAuthor = 1;
    internal const int MetadataSubject = 2;
    internal const int MetadataCreator = 4;
    internal const int MetadataCreated = 5;
    internal const int MetadataModified = 6;
    internal const int PdfVersion15 = 1;
    internal const int Success = 0;
    internal const int WriteError = 11;

    private const string Library = "libcairo.so.2";

    /// <summary>cairo_text_extents_t.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct TextExtents
    {
        internal double XBearing;
        internal double YBearing;
        internal double Width;
        internal double Height;
        internal double XAdvance;
        internal double YAdvance;
    }

    [LibraryImport(Library)]
    internal static partial nint cairo_pdf_surface_create_for_stream(delegate* unmanaged<nint, byte*, uint, int> write, nint closure, double width, double height);

    [LibraryImport(Library)]
    internal static partial void cairo_pdf_surface_restrict_to_version(nint surface, int version);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void cairo_pdf_surface_set_metadata(nint surface, int metadata, string text);

    [LibraryImport(Library)]
    internal static partial void cairo_surface_finish(nint surface);

    [LibraryImport(Library)]
    internal static partial int cairo_surface_status(nint surface);

    [LibraryImport(Library)]
    internal static partial void cairo_surface_destroy(nint surface);

    [LibraryImport(Library)]
    internal static partial nint cairo_create(nint surface);

    [LibraryImport(Library)]
    internal static partial int cairo_status(nint context);

    [LibraryImport(Library)]
    internal static partial void cairo_destroy(nint context);

    [LibraryImport(Library)]
    internal static partial nint cairo_ft_font_face_create_for_ft_face(nint face, int loadFlags);

    [LibraryImport(Library)]
    internal static partial int cairo_font_face_set_user_data(nint face, void* key, nint data, nint destroy);

    [LibraryImport(Library)]
    internal static partial void cairo_font_face_destroy(nint face);

    [LibraryImport(Library)]
    internal static partial void cairo_set_font_face(nint context, nint face);

    [LibraryImport(Library)]
    internal static partial void cairo_set_font_size(nint context, double size);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void cairo_text_extents(nint context, string text, TextExtents* extents);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void cairo_show_text(nint context, string text);

    [LibraryImport(Library)]
    internal static partial void cairo_move_to(nint context, double x, double y);

    [LibraryImport(Library)]
    internal static partial void cairo_line_to(nint context, double x, double y);

    [LibraryImport(Library)]
    internal static partial void cairo_rectangle(nint context, double x, double y, double width, double height);

    [LibraryImport(Library)]
    internal static partial void cairo_set_line_width(nint context, double width);

    [LibraryImport(Library)]
    internal static partial void cairo_set_source_rgb(nint context, double red, double green, double blue);

    [LibraryImport(Library)]
    internal static partial void cairo_fill(nint context);

    [LibraryImport(Library)]
    internal static partial void cairo_stroke(nint context);

    [LibraryImport(Library)]
    internal static partial void cairo_show_page(nint context);
}
