using Ledger.Client.Witnesses;
using Ledger.Protocol;
using Ledger.Witness.Checkpoints;
using Ledger.Witness.Notes;
using Ledger.Witness.Tiles;

namespace Ledger.Cli.Commands.Witnesses;

/// <summary>A chain's log where it is served, or in a folder.</summary>
internal sealed class LogPlace(string place, TimeSpan patience)
{
    /// <summary>The newest checkpoint, which fits together.</summary>
    /// <exception cref="CliException">Nothing is there, or it is no checkpoint of this chain.</exception>
    internal async Task<ChainCheckpoint> ReadCheckpointAsync(GenesisFile genesis, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(TilePath.Checkpoint, SignedNote.BytesMax, cancellationToken)
            ?? throw CliException.NotFound($"There is no log at {place}.", $"{place} 处没有日志。");
        var error = ChainCheckpoint.TryRead(bytes, genesis, out var read);
        return read ?? throw CliException.NotVerified(
            $"What {place} shows is no checkpoint of this chain: {Words(error).English}.",
            $"{place} 提供的不是本链的检查点：{Words(error).Chinese}。");
    }

    /// <summary>That the log of the first so many leaves begins the larger one; to be held against both roots.</summary>
    /// <exception cref="CliException">A tile is missing.</exception>
    internal async Task<IReadOnlyList<Digest>> ConsistencyAsync(ulong first, ulong second, CancellationToken cancellationToken)
    {
        try
        {
            return await new TileTree(ReadAsync).ConsistencyAsync(first, second, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw CliException.NotVerified(
                $"The log at {place} is not whole: {e.Message} Nothing was cosigned; tell whoever publishes it.",
                $"{place} 处的日志不完整：{e.Message} 未予会签，请通知发布者。");
        }
    }

    private static (string English, string Chinese) Words(CheckpointError error) =>
        Vocabulary.Both(nameof(CheckpointError), error.ToString());

    private async Task<byte[]?> ReadAsync(string path, int bytesMax, CancellationToken cancellationToken)
    {
        try
        {
            var whole = PublicFile.IsAddress(place) ? $"{place.TrimEnd('/')}/{path}" : Path.Combine(place, path);
            return await PublicFile.ReadAsync(whole, bytesMax, patience, cancellationToken);
        }
        catch (IOException e)
        {
            throw new CliException(
                ExitCode.Unreachable, $"{path} of the log at {place}: {e.Message}.", $"无法读取 {place} 处日志的 {path}：{e.Message}。");
        }
    }
}
