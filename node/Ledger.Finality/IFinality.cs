using Ledger.Protocol.V1;

namespace Ledger.Finality;

/// <summary>What is final, for readers on any thread.</summary>
public interface IFinality
{
    /// <summary>The newest certificate; at height 0 one without votes, for genesis.</summary>
    QuorumCertificate Newest { get; }

    /// <summary>The newest final height.</summary>
    ulong FinalHeight { get; }

    /// <summary>Equivocations seen so far.</summary>
    int Equivocations { get; }
}
