using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.Protocol.Sessions;

/// <summary>The details that a person is shown: their form and their digest, over the bytes as they were carried.</summary>
public static class ScanPayloads
{
    /// <summary>The digest that the ticket holds: H(tag ‖ encoded <see cref="ScanDetails"/>).</summary>
    public static Digest DigestOf(IHasher hasher, ReadOnlySpan<byte> details) => TaggedHash.Compute(hasher, DomainTag.ScanPayload, details);

    /// <summary>The digest of a result as it went through the relay; zeros for none.</summary>
    public static Digest ResultDigest(IHasher hasher, ReadOnlySpan<byte> result) =>
        result.IsEmpty ? Digest.Zero : TaggedHash.Compute(hasher, DomainTag.ScanResult, result);

    /// <summary>Reads details in their one encoding; refuses others, and fields out of their form for the act.</summary>
    public static Refused TryRead(ReadOnlySpan<byte> encoded, ScanAct act, out ScanDetails details)
    {
        try
        {
            details = ScanDetails.Parser.ParseFrom(encoded);
        }
        catch (InvalidProtocolBufferException)
        {
            details = new ScanDetails();
            return Bad("are no ScanDetails");
        }

        return details.ToByteArray().AsSpan().SequenceEqual(encoded) ? Check(details, act) : Bad("are not in the canonical encoding");
    }

    /// <summary>Refuses details whose fields do not fit the act.</summary>
    public static Refused Check(ScanDetails details, ScanAct act)
    {
        ArgumentNullException.ThrowIfNull(details);
        if (!IsTitle(details.Title) || details.Items.Any(item => !IsTitle(item.Title)))
        {
            return Bad($"have a title that is empty, longer than {ScanLimits.TitleCharsMax} characters, or has control characters");
        }

        if (details.Items.Count > ScanLimits.ItemsMax || (details.Items.Count == 0) != (act == ScanAct.Login))
        {
            return Bad($"have {details.Items.Count} items; a login has none, every other act 1 to {ScanLimits.ItemsMax}");
        }

        if (details.Seal is { } seal &&
            (act != ScanAct.Seal || !IsTitle(seal.Title) || seal.Digest.Length != Digest.Bytes || !seal.IsFetched))
        {
            return Bad("have an electronic seal that is not to be fetched, or for another act than to seal");
        }

        if (details.Items.Any(item => item.Digest.Length != Digest.Bytes))
        {
            return Bad($"have an item whose digest is not of {Digest.Bytes} bytes");
        }

        return (details.BidFileHeader.IsEmpty && details.SectionCode.Length == 0) == (act != ScanAct.Decrypt)
            ? Refused.No
            : Bad("must have a bid file's header and its section to decrypt, and for nothing else");
    }

    private static bool IsTitle(string title) => title.Length is > 0 and <= ScanLimits.TitleCharsMax && !title.Any(char.IsControl);

    private static Refused Bad(string what) => new(RefusalCode.BadSessionField, $"The details {what}.");
}
