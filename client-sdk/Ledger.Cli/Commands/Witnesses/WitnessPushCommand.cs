using System.CommandLine;
using System.Globalization;
using Ledger.Cli.Client;
using Ledger.Witness.Checkpoints;
using Ledger.Witness.Notes;

namespace Ledger.Cli.Commands.Witnesses;

internal sealed class WitnessPushCommand : CliCommand
{
    private readonly Argument<string> _log = new("LOG") { Description = "The log: an http or https address, or a folder." };

    private readonly Option<string> _at = new("--at")
    {
        Description = "Where the witness takes checkpoints: its submission prefix, http or https.",
        HelpName = "URL",
        Required = true,
    };

    private readonly Option<string> _witness = new("--witness")
    {
        Description = "The witness's public key, NAME+ID+BASE64.",
        HelpName = "KEY",
        Required = true,
    };

    private readonly Option<string> _to = new("--to")
    {
        Description = "Where the cosigned checkpoint goes, for clients to find; it also says what the witness has seen already.",
        HelpName = "FILE",
        Required = true,
    };

    internal WitnessPushCommand(CliContext context)
        : base(
            "push",
            "Bring the log's newest checkpoint to a witness of others that only takes them (c2sp.org/tlog-witness), and keep its " +
            "cosignature. It must know the log's key.",
            "ledger witness push log --at https://witness.example --witness witness.example/w1+e75f6532+BAOh… --to w1.note")
    {
        Add(_log);
        Add(_at);
        Add(_witness);
        Add(_to);
        Does(context, PushAsync);
    }

    private async Task<int> PushAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        if (!NoteKey.TryParse(invocation.Value(_witness), out var key) || key.Kind != NoteKeyKind.Witness)
        {
            throw CliException.Usage(
                $"{invocation.Value(_witness)} is no public key of a witness.", $"{invocation.Value(_witness)} 不是见证方的公钥。");
        }

        var log = new LogPlace(invocation.Value(_log), invocation.Context.Patience);
        var offered = await log.ReadCheckpointAsync(invocation.Genesis, cancellationToken);
        var size = offered.Checkpoint.Size;
        var submission = new WitnessSubmission(Invocation.AddressOf(invocation.Value(_at)), invocation.Context.Patience);
        var old = Math.Min(SizeSeen(invocation.Value(_to), invocation, key), size);
        var answer = await TryAsync(old);
        if (answer.Seen is { } seen && seen != old)
        {
            answer = seen <= size ? await TryAsync(seen) : throw CliException.NotVerified(
                $"The witness has cosigned {seen:N0} headers, and the log has {size:N0}: it was set back, or is another's. Nothing was " +
                "cosigned.",
                $"见证方已会签 {seen:N0} 个区块头，而日志只有 {size:N0} 个：日志被回退，或不是同一日志。未予会签。");
        }

        var own = offered.Note.Signatures.Where(line => line.Name == offered.Checkpoint.Origin);
        var cosigned = offered.Note with { Signatures = [.. own] };
        if (answer.Lines is not { } lines ||
            lines.FirstOrDefault(line => Cosignatures.TimeOf(cosigned.With(line), key) is not null) is not { } signature)
        {
            throw CliException.NotVerified(
                $"The witness gave no cosignature of this checkpoint by {key.Name}" +
                $"{(answer.Seen is null ? "" : ": it has another tree of this size")}.",
                $"见证方未给出 {key.Name} 对此检查点的会签{(answer.Seen is null ? "" : "：其所见同样大小的树与此不同")}。");
        }

        EncodedFile.Replace(invocation.Value(_to), cosigned.With(signature).ToBytes());
        invocation.Report.Show(("cosigned", "已会签"), new Document
        {
            ["witness"] = key.Name,
            ["size"] = size,
            ["block_hash"] = offered.HeaderHash,
            ["file"] = invocation.Value(_to),
        });
        return ExitCode.Done;

        async Task<WitnessAnswer> TryAsync(ulong from) => await submission.SendAsync(
            from, from == 0 || from == size ? [] : await log.ConsistencyAsync(from, size, cancellationToken), offered.Note,
            cancellationToken);
    }

    // What the file says was cosigned last; any other file says nothing, and the witness then says it itself.
    private static ulong SizeSeen(string path, Invocation invocation, NoteKey key)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        ChainCheckpoint.TryRead(EncodedFile.ReadAll(path), invocation.Genesis, out var read);
        return read is not null && Cosignatures.TimeOf(read.Note, key) is not null ? read.Checkpoint.Size : 0;
    }
}

/// <summary>A witness's service that takes checkpoints (c2sp.org/tlog-witness).</summary>
internal sealed class WitnessSubmission(Uri prefix, TimeSpan patience)
{
    private const int AnswerBytesMax = 64 * 1024;
    private const string SizeType = "text/x.tlog.size";

    /// <summary>Sends a checkpoint once.</summary>
    /// <exception cref="CliException">The witness refuses it, answers something else, or not at all.</exception>
    internal async Task<WitnessAnswer> SendAsync(
        ulong old, IReadOnlyList<Protocol.Digest> proof, SignedNote note, CancellationToken cancellationToken)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"old {old}\n") +
            string.Concat(proof.Select(hash => $"{Convert.ToBase64String(hash.ToArray())}\n")) + $"\n{note}";
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !prefix.IsLoopback };
        using var http = new HttpClient(handler) { Timeout = patience, MaxResponseContentBufferSize = AnswerBytesMax };
        try
        {
            using var content = new StringContent(body);
            using var answer = await http.PostAsync(
                new Uri($"{prefix.ToString().TrimEnd('/')}/add-checkpoint"), content, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            return (int)answer.StatusCode switch
            {
                200 when SignedNote.TryRead(System.Text.Encoding.UTF8.GetBytes($"{note.Text}\n{text}"), out var read) =>
                    new WitnessAnswer(read.Signatures, null),
                409 when answer.Content.Headers.ContentType?.MediaType == SizeType && text.EndsWith('\n') &&
                    ulong.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) =>
                    new WitnessAnswer(null, size),
                409 => new WitnessAnswer(null, old), // another root at this size
                404 => throw Refused("It does not know this log.", "它不认识此日志。"),
                403 => throw Refused("It does not trust the key that signed this log.", "它不信任签署此日志的密钥。"),
                422 => throw Refused("It does not take the proof: the log does not continue what it saw.", "它不接受证明：日志并未延续其所见。"),
                var other => throw Refused($"It answers {other}.", $"它的应答是 {other}。"),
            };
        }
        catch (HttpRequestException e)
        {
            throw new CliException(ExitCode.Unreachable, $"The witness at {prefix}: {e.Message}.", $"见证方 {prefix}：{e.Message}。");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CliException(
                ExitCode.Unreachable, $"The witness at {prefix} does not answer in time.", $"见证方 {prefix} 未在限时内应答。");
        }
    }

    private CliException Refused(string words, string chinese) => CliException.NotVerified(
        $"The witness at {prefix} has not cosigned. {words}", $"见证方 {prefix} 未予会签。{chinese}");
}

/// <summary>What a witness answered.</summary>
/// <param name="Lines">Its cosignatures, where it took the checkpoint; nothing of them is verified.</param>
/// <param name="Seen">How many headers it has cosigned, where it did not.</param>
internal readonly record struct WitnessAnswer(IReadOnlyList<NoteSignature>? Lines, ulong? Seen);
