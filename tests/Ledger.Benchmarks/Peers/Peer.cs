namespace Ledger.Benchmarks.Peers;

/// <summary>Something else that would keep a guarantee's record, under the same load.</summary>
internal abstract class Peer : IAsyncDisposable
{
    private readonly List<PeerProcess> _processes = [];

    /// <summary>Its name in the table.</summary>
    internal abstract string Name { get; }

    /// <summary>What it does not give that Ledger gives.</summary>
    internal abstract string Lacks { get; }

    /// <summary>Most submissions at a time that it takes.</summary>
    internal virtual int InFlightMax => int.MaxValue;

    /// <summary>CPU time of its processes so far.</summary>
    internal TimeSpan Cpu => TimeSpan.FromTicks(_processes.Sum(process => process.Cpu.Ticks));

    /// <summary>Installs what is missing and starts it on loopback.</summary>
    /// <param name="folder">An empty folder for its data, which goes with it.</param>
    /// <param name="transactions">What will be submitted, over and over.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PeerUnavailableException">It cannot be had on this machine; the message says why.</exception>
    internal abstract Task StartAsync(string folder, IReadOnlyList<ReadOnlyMemory<byte>> transactions, CancellationToken cancellationToken);

    /// <summary>Submits one; completes once it is as final as it gets there.</summary>
    /// <param name="number">Which submission, each another one.</param>
    /// <param name="transaction">Its bytes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal abstract Task SubmitAsync(long number, ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken);

    public virtual ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            process.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Starts one of its processes, which ends with it.</summary>
    private protected PeerProcess Start(string folder, string program, params string[] arguments)
    {
        var process = new PeerProcess(folder, program, arguments);
        _processes.Add(process);
        return process;
    }
}

/// <summary>A peer that this machine cannot have.</summary>
internal sealed class PeerUnavailableException(string message) : Exception(message);
