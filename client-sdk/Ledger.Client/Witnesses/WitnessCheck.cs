using System.Globalization;
using Ledger.Client.Trust;
using Ledger.Protocol.V1;
using Ledger.Witness.Checkpoints;
using Ledger.Witness.Notes;
using Ledger.Witness.Policies;

namespace Ledger.Client.Witnesses;

/// <summary>
/// Holds what a node shows against what witnesses have cosigned, before anything of it is believed, and again when their word gets old.
/// Each witness may have seen the log at another size: the last header of what it cosigned commits to all before it.
/// </summary>
internal sealed class WitnessCheck(LedgerClientOptions options, TrustedChain chain, FinalityReader reader) : IDisposable
{
    private readonly SemaphoreSlim _checking = new(1);
    private long _until; // ticks of UTC; nothing has to be looked at before

    /// <summary>Up to which block as many as the policy asks for have cosigned.</summary>
    internal ulong Height { get; private set; }

    /// <summary>Returns where the policy is kept, or there is none.</summary>
    /// <exception cref="VerificationException">It is not.</exception>
    internal async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (options.Witnesses is not { } policy || IsKept())
        {
            return;
        }

        await _checking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!IsKept())
            {
                await CheckAsync(policy, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _checking.Release();
        }
    }

    public void Dispose() => _checking.Dispose();

    private bool IsKept() => options.Time.GetUtcNow().UtcTicks < Interlocked.Read(ref _until);

    private async Task CheckAsync(WitnessPolicy policy, CancellationToken cancellationToken)
    {
        var words = new List<string>();
        var counted = new List<(ulong Height, DateTimeOffset Time)>();
        foreach (var witness in policy.Witnesses)
        {
            var (found, why) = await ReadAsync(witness, policy.MaxAge, cancellationToken).ConfigureAwait(false);
            if (found is { } cosigned)
            {
                counted.Add(cosigned);
            }

            words.Add($"{witness.Key.Name}: {why}");
        }

        if (counted.Count < policy.Quorum)
        {
            throw chain.Fail(
                VerificationFailure.TooFewWitnesses,
                $"{counted.Count} of the {policy.Quorum} witnesses that the policy asks for have cosigned what it shows " +
                $"({string.Join("; ", words)}).");
        }

        Height = counted.OrderByDescending(one => one.Height).ElementAt(policy.Quorum - 1).Height;
        var time = counted.OrderByDescending(one => one.Time).ElementAt(policy.Quorum - 1).Time;
        Interlocked.Exchange(ref _until, (time + policy.MaxAge).UtcTicks);
    }

    private async Task<((ulong Height, DateTimeOffset Time)? Found, string Why)> ReadAsync(
        PolicyWitness witness, TimeSpan maxAge, CancellationToken cancellationToken)
    {
        byte[]? bytes;
        try
        {
            bytes = await PublicFile.ReadAsync(witness.Note, SignedNote.BytesMax, options.CallTimeout, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (IOException e)
        {
            return (null, $"{witness.Note} cannot be read: {e.Message}");
        }

        if (bytes is null)
        {
            return (null, $"there is nothing at {witness.Note}");
        }

        var error = ChainCheckpoint.TryRead(bytes, options.Genesis, out var read);
        if (read is null)
        {
            return (null, $"its note is no checkpoint of this chain: {error}");
        }

        if (Cosignatures.TimeOf(read.Note, witness.Key) is not { } seconds || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return (null, "the note is not cosigned by its key");
        }

        var time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return (options.Time.GetUtcNow() - time).Duration() > maxAge
            ? (null, string.Create(CultureInfo.InvariantCulture, $"its cosignature is of {time:yyyy-MM-dd HH:mm:ss}Z, too far from now"))
            : await CompareAsync(read, time, cancellationToken).ConfigureAwait(false);
    }

    // A witness has no say in what is final: its note counts only where the validators have signed that block.
    private async Task<((ulong Height, DateTimeOffset Time)? Found, string Why)> CompareAsync(
        ChainCheckpoint cosigned, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var height = cosigned.Header.Height;
        if (await reader.FindAsync(height, cancellationToken).ConfigureAwait(false) is not { } shown)
        {
            return (null, $"it cosigned up to block {height}, which the node does not show");
        }

        if (shown.Block.Hash == cosigned.HeaderHash)
        {
            return ((height, time), $"cosigned up to block {height}");
        }

        try
        {
            await chain.VerifyFinalAsync(cosigned.Quorum.Header, [], cosigned.Quorum.Certificate, cancellationToken).ConfigureAwait(false);
        }
        catch (VerificationException e)
        {
            return (null, $"the block {height} that it cosigned is not final ({e.Failure})");
        }

        options.OnFork?.Invoke(new ForkEvidence
        {
            First = new FinalityProof
            {
                ValidatorChanges = { await reader.ChangesAsync(height, cancellationToken).ConfigureAwait(false) },
                Header = cosigned.Quorum.Header,
                Certificate = cosigned.Quorum.Certificate,
            },
            Second = shown.Proof,
        });
        throw chain.Fail(
            VerificationFailure.ContradictsWitness,
            $"its block {height} is {shown.Block.Hash}, and a witness cosigned {cosigned.HeaderHash}; validators have signed both.");
    }
}
