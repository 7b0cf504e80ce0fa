using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Ledger.Protocol.V1;

namespace Ledger.Passports;

/// <summary>
/// The file: 16 bytes of ASCII that name format and version, then one encoded <see cref="Passport"/>. There is one encoding of a passport:
/// bytes that its own encoding does not give back are none (docs/adr/0006).
/// </summary>
public static class PassportFile
{
    /// <summary>The name under which a PDF carries it.</summary>
    public const string AttachmentName = "passport.ldgp";

    private static readonly MessageParser<Passport> Parser = Passport.Parser.WithDiscardUnknownFields(true);

    /// <summary>What every passport of this version begins with.</summary>
    public static ReadOnlySpan<byte> Magic => "ledger/passport1"u8;

    /// <summary>The passport as a file.</summary>
    public static byte[] Encode(Passport passport)
    {
        ArgumentNullException.ThrowIfNull(passport);
        return [.. Magic, .. passport.ToByteArray()];
    }

    /// <summary>Reads a file; never throws on any bytes.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="passport">The passport, in form: nothing of it is checked yet.</param>
    /// <param name="error">What is wrong with the form otherwise.</param>
    public static bool TryRead(ReadOnlyMemory<byte> file, [NotNullWhen(true)] out Passport? passport, out string error)
    {
        passport = null;
        error = CheckFrame(file.Span);
        if (error.Length > 0)
        {
            return false;
        }

        var bytes = file[Magic.Length..];
        try
        {
            var read = Parser.ParseFrom(bytes.Span);
            error = !read.ToByteArray().AsSpan().SequenceEqual(bytes.Span)
                ? "it is not in the one encoding: a field is unknown, twice, out of order, or longer than needed"
                : CheckCounts(read);
            passport = error.Length == 0 ? read : null;
        }
        catch (InvalidProtocolBufferException)
        {
            error = "what follows the magic is no encoded Passport";
        }

        return passport is not null;
    }

    private static string CheckFrame(ReadOnlySpan<byte> file) =>
        file.Length > PassportLimits.FileBytesMax ? $"it has {file.Length} bytes; the most is {PassportLimits.FileBytesMax}"
        : file.StartsWith(Magic) ? string.Empty
        : file.StartsWith(Magic[..^1]) ? "it is of another version than 1"
        : "it does not begin with the magic of passports";

    private static string CheckCounts(Passport passport) =>
        passport.Kind is not (PassportKind.Guarantee or PassportKind.Credential) ? $"its kind {(int)passport.Kind} is not known"
        : passport.Blocks.Count is 0
            or > PassportLimits.BlocksMax ? $"it has {passport.Blocks.Count} blocks; it must have 1 to {PassportLimits.BlocksMax}"
        : passport.Certificates.Count > PassportLimits.AttachmentsMax ? $"it has {passport.Certificates.Count} certificates; the most " +
            $"is {PassportLimits.AttachmentsMax}"
        : passport.Openings.Count > PassportLimits.AttachmentsMax ? $"it has {passport.Openings.Count} openings; the most is " +
            $"{PassportLimits.AttachmentsMax}"
        : passport.Blocks.Any(
            block =>
                block.Headers.Count > PassportLimits.HeadersMax) ? $"a block has more than {PassportLimits.HeadersMax} headers above it"
        : passport.Blocks.Any(
            block =>
                block.Transactions.Count > PassportLimits.TransactionsMax) ? $"a block has more than {PassportLimits.TransactionsMax} " +
                    $"transactions"
        : CheckParts(passport);

    // What a kind does not read is not in its passports: every byte counts.
    private static string CheckParts(Passport passport) => passport.Kind == PassportKind.Guarantee
        ? passport.Commitments is not null || passport.Presentation is not null ? "it is a guarantee's and carries parts of a credential's"
            : string.Empty
        : passport.Commitments is null || passport.Presentation is null ? "it is a credential's without commitments or presentation"
        : passport.Blocks.Any(block => block.Transactions.Count > 0) ? "it is a credential's and carries transactions"
        : string.Empty;
}
