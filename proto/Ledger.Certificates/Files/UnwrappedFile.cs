using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Certificates.Files;

/// <summary>
/// A file without what tools put around it: a byte order mark, UTF-16, PEM, Base64, S/MIME. The one place that decides this, for
/// certificates, keys, messages and seals alike. Never throws; what is inside still has to be read.
/// </summary>
public sealed class UnwrappedFile
{
    /// <summary>Most parts that are taken apart; what lies behind stands in <see cref="PartsLeft"/>.</summary>
    public const int PartsMax = 10_000;

    private const string PemBegin = "-----BEGIN ";
    private static readonly string[] MimeHeaders = ["MIME-Version:", "Content-Type:", "Content-Disposition:", "Content-Transfer-Encoding:"];

    private UnwrappedFile(FileWrapping wrapping, IReadOnlyList<FilePart> parts) => (Wrapping, Parts) = (wrapping, parts);

    /// <summary>What stood around the parts.</summary>
    public FileWrapping Wrapping { get; }

    /// <summary>The parts in their order; one where nothing, or bare Base64, is around it. None where every PEM block is damaged.</summary>
    public IReadOnlyList<FilePart> Parts { get; }

    /// <summary>PEM blocks that begin and do not end, or whose Base64 is none.</summary>
    public int PartsDamaged { get; private init; }

    /// <summary>Whether there are more than <see cref="PartsMax"/> parts.</summary>
    public bool PartsLeft { get; private init; }

    /// <summary>The byte order mark that was left out, by name; null where there was none.</summary>
    public string? Mark { get; private init; }

    /// <summary>The first part's bytes; empty where there is none.</summary>
    public ReadOnlyMemory<byte> First => Parts.Count > 0 ? Parts[0].Bytes : default;

    /// <summary>Takes the wrapping off.</summary>
    public static UnwrappedFile Read(ReadOnlyMemory<byte> file)
    {
        var (bytes, mark) = WithoutMark(file);
        var span = bytes.Span;
        var isBase64 = !span.IsEmpty && Base64.IsValid(span);
        if (!isBase64 && !span.IsEmpty && span[0] == 0x30)
        {
            return new UnwrappedFile(FileWrapping.None, [new FilePart(string.Empty, string.Empty, bytes)]) { Mark = mark };
        }

        if (isBase64)
        {
            return new UnwrappedFile(FileWrapping.Base64, [new FilePart(string.Empty, string.Empty, Decode(span)!)]) { Mark = mark };
        }

        var text = Encoding.Latin1.GetString(span);
        return TryReadPem(text, mark) ?? TryReadMime(text, mark)
            ?? new UnwrappedFile(FileWrapping.None, [new FilePart(string.Empty, string.Empty, bytes)]) { Mark = mark };
    }

    private static (ReadOnlyMemory<byte> Bytes, string? Mark) WithoutMark(ReadOnlyMemory<byte> file) => file.Span switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (file[3..], "UTF-8"),
        [0xFF, 0xFE, ..] when FromWide(Encoding.Unicode, file.Span[2..]) is { } narrow => (narrow, "UTF-16, little-endian"),
        [0xFE, 0xFF, ..] when FromWide(Encoding.BigEndianUnicode, file.Span[2..]) is { } narrow => (narrow, "UTF-16, big-endian"),
        _ => (file, null),
    };

    /// <summary>What is wrapped is ASCII; wide text beyond it is no wrapping of ours.</summary>
    private static byte[]? FromWide(Encoding wide, ReadOnlySpan<byte> bytes)
    {
        var text = wide.GetString(bytes);
        return bytes.Length % 2 == 0 && Ascii.IsValid(text) ? Encoding.ASCII.GetBytes(text) : null;
    }

    private static UnwrappedFile? TryReadPem(string file, string? mark)
    {
        var text = file.AsSpan();
        var begun = text.Count(PemBegin);
        var parts = new List<FilePart>();
        var damaged = 0;
        while (parts.Count < PartsMax && text.IndexOf(PemBegin) is var at and >= 0)
        {
            text = text[at..];
            var next = text[PemBegin.Length..].IndexOf(PemBegin);
            var block = next < 0 ? text : text[..(PemBegin.Length + next)];
            if (TryReadBlock(block) is { } part)
            {
                parts.Add(part);
            }
            else
            {
                damaged++;
            }

            text = text[block.Length..];
        }

        return begun == 0
            ? null
            : new UnwrappedFile(FileWrapping.Pem, parts) { Mark = mark, PartsDamaged = damaged, PartsLeft = begun > parts.Count + damaged };
    }

    private static FilePart? TryReadBlock(ReadOnlySpan<char> block)
    {
        if (PemEncoding.TryFind(block, out var fields))
        {
            var bytes = new byte[fields.DecodedDataLength];
            return Convert.TryFromBase64Chars(block[fields.Base64Data], bytes, out _)
                ? new FilePart(block[fields.Label].ToString(), string.Empty, bytes)
                : null;
        }

        // The old form of RFC 1421: headers, an empty line, Base64.
        var labelEnd = block[PemBegin.Length..].IndexOf("-----");
        var end = block.LastIndexOf("-----END ");
        var start = PemBegin.Length + labelEnd + "-----".Length;
        if (labelEnd < 0 || end < start)
        {
            return null;
        }

        var inner = block[start..end].ToString().ReplaceLineEndings("\n").Trim();
        var blank = inner.IndexOf("\n\n", StringComparison.Ordinal);
        return blank >= 0 && Decode(Encoding.Latin1.GetBytes(inner[blank..])) is { } old
            ? new FilePart(block.Slice(PemBegin.Length, labelEnd).ToString(), inner[..blank], old)
            : null;
    }

    private static UnwrappedFile? TryReadMime(string file, string? mark)
    {
        if (!MimeHeaders.Any(header => file.StartsWith(header, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var text = file.ReplaceLineEndings("\n");
        var blank = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0)
        {
            return null;
        }

        var body = Decode(Encoding.Latin1.GetBytes(text[blank..]));
        return new UnwrappedFile(FileWrapping.Mime, body is null ? [] : [new FilePart(string.Empty, text[..blank], body)]) { Mark = mark };
    }

    private static byte[]? Decode(ReadOnlySpan<byte> base64)
    {
        if (!Base64.IsValid(base64, out var length) || length == 0)
        {
            return null;
        }

        var bytes = new byte[length];
        return Convert.TryFromBase64String(Encoding.ASCII.GetString(base64), bytes, out _) ? bytes : null;
    }
}

/// <summary>One value of a file.</summary>
/// <param name="Label">Its label in PEM; empty where there is none.</param>
/// <param name="Headers">
/// The lines between label and Base64, such as <c>DEK-Info: AES-256-CBC,…</c> of the old way to encrypt a key; usually empty.
/// </param>
/// <param name="Bytes">Its bytes, usually DER.</param>
public sealed record FilePart(string Label, string Headers, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// What stands around the bytes of a file. Tools write all of them every day, and none says anything about what is inside.
/// </summary>
public enum FileWrapping
{
    /// <summary>Nothing: the bytes themselves.</summary>
    None = 0,

    /// <summary>PEM blocks (RFC 7468).</summary>
    Pem = 1,

    /// <summary>Base64 without armour, as Windows writes a <c>.cer</c>.</summary>
    Base64 = 2,

    /// <summary>An S/MIME part whose body is Base64 (RFC 8551).</summary>
    Mime = 3,
}
