using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Client;

/// <summary>
/// Evaluates a pure function of the state here, on proved entries alone: the function says which keys it needs, they are proved, and it is
/// evaluated again. So a client answers by itself what the chain would answer, and a node can only leave it without an answer.
/// </summary>
/// <param name="client">Reads and checks the entries.</param>
/// <param name="height">The height that all entries are of; 0 for the newest as of the first read.</param>
public sealed class ProvenEvaluation(LedgerClient client, ulong height)
{
    // Each round proves the keys that the one before asked for; functions ask in a handful of steps.
    private const int RoundsMax = 16;
    private const int ReadsAtOnce = 16;

    private readonly PartialState _state = new();
    private readonly List<GetStateResponse> _reads = [];
    private ulong _height = height;

    /// <summary>Most entries that evaluations may read in all.</summary>
    public int ReadsMax { get; init; } = 512;

    /// <summary>
    /// The checked answers of the node, one for each key that was read, present or absent; with their proofs, for others to check again.
    /// </summary>
    public IReadOnlyList<GetStateResponse> Reads => _reads;

    /// <summary>The function's value on the state of the height. What one evaluation read, the next has.</summary>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    /// <exception cref="InvalidDataException">
    /// The proved state contradicts itself, or the function needs more entries than <see cref="ReadsMax"/>.
    /// </exception>
    public async Task<T> EvaluateAsync<T>(Func<IStateReader, T> function, CancellationToken cancellationToken = default)
    {
        T? value;
        for (var round = 0; !_state.TryEvaluate(function, out value); round++)
        {
            if (round == RoundsMax || _reads.Count + _state.Needed.Count > ReadsMax)
            {
                throw new InvalidDataException(
                    $"The answer needs more than {ReadsMax} entries of the state, or is not found in {RoundsMax} rounds.");
            }

            await ProveAsync([.. _state.Needed], cancellationToken).ConfigureAwait(false);
        }

        return value!;
    }

    /// <summary>Proves one key before any evaluation, and gives its value.</summary>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    public async Task<StateValue> ProveAsync(byte[] key, CancellationToken cancellationToken = default)
    {
        var (value, answer) = await client.GetProvenAsync(key, _height, cancellationToken).ConfigureAwait(false);
        _height = value.Height;
        Add(value, answer);
        return value;
    }

    private async Task ProveAsync(byte[][] keys, CancellationToken cancellationToken)
    {
        if (_height == 0)
        {
            await ProveAsync(keys[0], cancellationToken).ConfigureAwait(false);
            keys = keys[1..];
        }

        foreach (var chunk in keys.Chunk(ReadsAtOnce))
        {
            var answers = await Task.WhenAll(chunk.Select(key => client.GetProvenAsync(key, _height, cancellationToken)))
                .ConfigureAwait(false);
            foreach (var (value, answer) in answers)
            {
                Add(value, answer);
            }
        }
    }

    private void Add(StateValue value, GetStateResponse answer)
    {
        _state.Add(value.Key.ToArray(), value.Value?.ToArray());
        _reads.Add(answer);
    }
}
