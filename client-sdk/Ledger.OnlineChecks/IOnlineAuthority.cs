namespace Ledger.OnlineChecks;

/// <summary>
/// The connection to one authority's online service. It carries bytes and judges none: what came back is checked by
/// <see cref="OnlineCheck"/>, alike for every connector. Another way to an authority (a queue, a gateway's own protocol) is another
/// implementation of this.
/// </summary>
public interface IOnlineAuthority
{
    /// <summary>Sends a question and waits for the answer, within limits of its own.</summary>
    /// <param name="question">An encoded <see cref="Protocol.V1.OnlineQuestion"/>; tried again it is the same bytes.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>What came back, or why nothing did. Never an exception for what the service or the network does.</returns>
    Task<OnlineReply> AskAsync(ReadOnlyMemory<byte> question, CancellationToken cancellationToken);
}

/// <summary>What an authority's service sent.</summary>
/// <param name="Answer">An encoded <see cref="Protocol.V1.SignedOnlineAnswer"/>, not yet looked at; empty where there is a fault.</param>
/// <param name="Fault">Why there is none.</param>
/// <param name="Detail">What happened, in the words of who noticed it.</param>
public sealed record OnlineReply(ReadOnlyMemory<byte> Answer, OnlineFault Fault = OnlineFault.None, string Detail = "");
