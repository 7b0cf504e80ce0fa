using System.CommandLine;
using Google.Protobuf;
using Ledger.Cli.Client;
using Ledger.Protocol.V1;
using Ledger.Witness;
using Ledger.Witness.Notes;

namespace Ledger.Cli.Commands.Witnesses;

internal sealed class WitnessCosignCommand : CliCommand
{
    private readonly Argument<string> _log = new("LOG") { Description = "The log: an http or https address, or a folder." };

    private readonly Option<string> _key = new("--witness-key")
    {
        Description = "The witness's key, of `ledger witness key`.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string> _memory = new("--memory")
    {
        Description = "Where the witness keeps what it cosigned last. Lose it, or set it back, and you may cosign two branches: keep it " +
            "on a disk of its own, out of backups.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<bool> _first = new("--first")
    {
        Description = "There is no memory yet: begin one with what the log shows now.",
    };

    private readonly Option<string> _to = new("--to")
    {
        Description = "Where the cosigned checkpoint goes, for clients to find; an older one is replaced.",
        HelpName = "FILE",
        Required = true,
    };

    internal WitnessCosignCommand(CliContext context)
        : base(
            "cosign",
            "Cosign the log's newest checkpoint, if its block is final and it continues what was cosigned before, in the log and in the " +
            "chain. A fork is refused, and its proof kept.",
            "ledger witness cosign https://log.example/chain --witness-key w1.key --memory w1.memory --to w1.note")
    {
        Add(_log);
        Add(_key);
        Add(_memory);
        Add(_first);
        Add(_to);
        Does(context, CosignAsync);
    }

    private async Task<int> CosignAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        using var signer = WitnessKeys.Open(invocation.Value(_key), NoteKeyKind.Witness);
        using var memory = OpenMemory(invocation.Value(_memory), invocation.Value(_first));
        var log = new LogPlace(invocation.Value(_log), invocation.Context.Patience);
        var offered = await log.ReadCheckpointAsync(invocation.Genesis, cancellationToken);
        var client = invocation.OpenReader();
        await client.VerifyFinalAsync(offered.Quorum.Header.Memory, offered.Quorum.Certificate, cancellationToken);
        var evidence = Path.GetDirectoryName(Path.GetFullPath(invocation.Value(_memory)))!;
        await new WitnessRound(invocation, client, log, evidence).RequireContinuedAsync(memory.Newest, offered, cancellationToken);
        var now = invocation.Now;
        RequireLater(memory.Newest?.CosignedAt ?? 0, now);

        // Whatever else stood under the note, it is the log's lines and this witness's that clients need.
        var note = offered.Note with { Signatures = [.. offered.Note.Signatures.Where(line => line.Name == offered.Checkpoint.Origin)] };
        memory.Remember(new WitnessRecord
        {
            Note = ByteString.CopyFrom(note.ToBytes()),
            ValidatorChanges = { await client.ProveValidatorChangesAsync(offered.Header.Height, cancellationToken) },
            CosignedAt = now,
        });
        EncodedFile.Replace(invocation.Value(_to), note.With(signer.Cosign(note.Text, now / 1000)).ToBytes());
        invocation.Report.Show(("cosigned", "已会签"), new Document
        {
            ["witness"] = signer.Public.Name,
            ["size"] = offered.Checkpoint.Size,
            ["block_hash"] = offered.HeaderHash,
            ["file"] = invocation.Value(_to),
        });
        return ExitCode.Done;
    }

    private static WitnessMemory OpenMemory(string path, bool isFirst)
    {
        try
        {
            return isFirst ? WitnessMemory.Begin(path) : WitnessMemory.Open(path);
        }
        catch (FileNotFoundException)
        {
            throw CliException.Usage(
                $"There is no memory {path}. A witness that has cosigned this chain before must find it again; one that has not begins " +
                "with --first.",
                $"没有记忆文件 {path}。曾会签过本链的见证方必须找回该文件；首次会签请加 --first。");
        }
        catch (InvalidDataException e)
        {
            throw CliException.NotVerified(
                $"The memory {path} is damaged: {e.Message} Cosign nothing with this key any more, and make a new witness.",
                $"记忆文件 {path} 已损坏（{e.Message}）。请勿再用此密钥会签，并新建见证方。");
        }
        catch (IOException e) when (isFirst && File.Exists(path))
        {
            throw CliException.Usage(
                $"{path} is there already ({e.Message}): leave out --first.", $"{path} 已存在（{e.Message}）：请去掉 --first。");
        }
    }

    // A cosignature says what was the newest at its time, so times do not go back.
    private static void RequireLater(long last, long now)
    {
        if (now < last)
        {
            throw CliException.Usage(
                $"This computer's clock says {Moments.Rfc3339(now)}, and the last cosignature was made at {Moments.Rfc3339(last)}: set " +
                "the clock right.",
                $"本机时钟为 {Moments.Rfc3339(now)}，而上次会签时间为 {Moments.Rfc3339(last)}：请校正时钟。");
        }
    }
}
