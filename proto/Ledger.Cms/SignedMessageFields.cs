using Ledger.Certificates;

namespace Ledger.Cms;

/// <summary>The fields of a SignedData as read.</summary>
internal sealed class SignedMessageFields
{
    internal required string TypeOid { get; init; }

    internal required string ContentTypeOid { get; init; }

    internal ReadOnlyMemory<byte>? Content { get; init; }

    internal List<Certificate> Certificates { get; } = [];

    internal int CertificatesRefused { get; set; }

    internal List<MessageSignerInfo> Signers { get; } = [];
}
