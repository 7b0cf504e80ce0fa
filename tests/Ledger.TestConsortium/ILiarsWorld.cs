using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.TestConsortium;

/// <summary>What a Byzantine validator knows: who it is, and as much of the chain as an honest one, so that its lies come near.</summary>
public interface ILiarsWorld
{
    GenesisFile Genesis { get; }

    /// <summary>Its own validator id.</summary>
    Digest Id { get; }

    /// <summary>Its own voting key.</summary>
    ISigner Signer { get; }

    /// <summary>The validators that it speaks of, itself among them.</summary>
    IReadOnlyList<Digest> Validators { get; }

    /// <summary>The highest sequence number that is taken; 0 for none.</summary>
    ulong Ordered { get; }

    /// <summary>Transactions that clients have sent, as they sent them.</summary>
    IReadOnlyList<byte[]> Sent { get; }

    QuorumCertificate? NewestCertificate { get; }

    /// <summary>The block of a height; null where it is not known.</summary>
    Digest? HashAt(ulong height);

    /// <summary>What is ordered at a number; null where it is not known.</summary>
    byte[]? BatchAt(ulong sequence);

    QuorumCertificate? CertificateFrom(ulong height);
}
