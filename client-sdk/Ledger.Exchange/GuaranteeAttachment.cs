using Google.Protobuf;
using Ledger.Exchange.Documents;
using Ledger.Exchange.Elements;

namespace Ledger.Exchange;

/// <summary>A file that goes with a guarantee. The file itself is not exchanged: its digests say whether another has the same.</summary>
public sealed record GuaranteeAttachment
{
    internal static readonly ElementMap<GuaranteeAttachment> Map = new ElementMap<GuaranteeAttachment>()
        .Field(AttachmentElements.Kind.Required, attachment => attachment.Kind)
        .Field(AttachmentElements.Name.Required, attachment => attachment.Name)
        .Field(AttachmentElements.Sha256.Required, attachment => attachment.Sha256)
        .Field(AttachmentElements.Sm3.Required, attachment => attachment.Sm3);

    /// <summary>附件类型 of a live interface, 0 to 10 (S:N3). What the numbers mean is that interface's.</summary>
    public int Kind { get; init; }

    /// <summary>The file's name.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>SHA-256 of the file, 32 bytes.</summary>
    public ByteString Sha256 { get; init; } = ByteString.Empty;

    /// <summary>SM3 of the file, 32 bytes.</summary>
    public ByteString Sm3 { get; init; } = ByteString.Empty;
}
