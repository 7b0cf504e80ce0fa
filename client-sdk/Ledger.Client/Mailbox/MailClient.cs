using Ledger.Protocol;
using Microsoft.Extensions.Logging;

namespace Ledger.Client.Mailbox;

/// <summary>
/// What clients of letters and of documents have in common: nodes that keep mail, asked in their order until one serves. None of them is
/// trusted.
/// </summary>
public abstract class MailClient : IDisposable
{
    private readonly ILogger _logger;

    private protected MailClient(MailboxClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        Endpoints = MailEndpoint.OpenAll(options);
        _logger = options.Log.CreateLogger(GetType());
    }

    private protected MailboxClientOptions Options { get; }

    private protected IReadOnlyList<MailEndpoint> Endpoints { get; }

    private protected GenesisFile Genesis => Options.Genesis;

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        foreach (var endpoint in Endpoints)
        {
            endpoint.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Does something at the first node that serves it and does not fail.</summary>
    /// <param name="endpoints">The nodes, in the order in which they are asked.</param>
    /// <param name="serves">Whether a validator is one that is meant.</param>
    /// <param name="work">What is done.</param>
    /// <param name="nobody">What is said where none is meant.</param>
    /// <param name="cancellationToken">Ends the try.</param>
    /// <exception cref="LedgerClientException">No node did it; the error of the last one that was asked.</exception>
    private protected async Task<T> AtFirstAsync<T>(
        IEnumerable<MailEndpoint> endpoints, Func<Digest, bool> serves, Func<MailEndpoint, Digest, Task<T>> work, string nobody,
        CancellationToken cancellationToken)
    {
        LedgerClientException? failure = null;
        foreach (var endpoint in endpoints)
        {
            try
            {
                var node = await endpoint.NodeAsync(cancellationToken).ConfigureAwait(false);
                if (serves(node))
                {
                    return await work(endpoint, node).ConfigureAwait(false);
                }
            }
            catch (LedgerClientException e)
            {
                PassOver(endpoint, e);
                failure = e;
            }
        }

        throw failure ?? new NoServingNodeException(nobody);
    }

    private protected void PassOver(MailEndpoint endpoint, LedgerClientException why) => _logger.PassedOver(endpoint.Address, why.Message);

    /// <summary>Throws where a node asks for more work than the options allow.</summary>
    private protected void RequireAffordable(MailEndpoint endpoint, int stampBits)
    {
        if (stampBits > Options.StampBitsMax)
        {
            throw new NoServingNodeException(
                $"Node {endpoint.Address} asks for a stamp of {stampBits} bits, and {Options.StampBitsMax} are the most that are worked " +
                "for.");
        }
    }
}
