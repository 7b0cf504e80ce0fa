using System.CommandLine;
using Ledger.Anchor;
using Ledger.Cli.Client;

namespace Ledger.Cli.Commands.Anchors;

internal sealed class AnchorSignCommand : CliCommand
{
    private readonly Option<string> _key = new("--cosigner-key")
    {
        Description = "The co-signing key, of `ledger anchor key`.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string> _memory = new("--memory")
    {
        Description = "Where it is kept what was signed last. Lose it, or set it back, and you may sign two branches.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<bool> _first = new("--first") { Description = "There is no memory yet: begin one." };

    private readonly Option<string> _to = new("--to")
    {
        Description = "Where the newest votes go, for who anchors to find.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<ulong> _every = new("--every")
    {
        Description = "Sign the newest final block whose height is a multiple of this; all co-signers take the same.",
        HelpName = "N",
        DefaultValueFactory = _ => 100,
    };

    private readonly Option<ulong?> _height = new("--height")
    {
        Description = "Sign the block of this height instead, as where a change of validators must be anchored before the next.",
        HelpName = "N",
    };

    internal AnchorSignCommand(CliContext context)
        : base(
            "sign",
            "Sign, with a validator's co-signing key, the newest block that is due, if it is final and continues what was signed before. " +
            "Run it again and again.",
            "ledger anchor sign --cosigner-key cosigner.key --memory signed.json --to votes.json --every 100")
    {
        Add(_key);
        Add(_memory);
        Add(_first);
        Add(_to);
        Add(_every);
        Add(_height);
        Does(context, SignAsync);
    }

    private async Task<int> SignAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var key = AnchorKeys.Open(invocation.Value(_key));
        var seen = SignedHeight.Read(invocation.Value(_memory), invocation.Value(_first));
        var votes = ReadVotes(invocation.Value(_to), invocation.Genesis.ChainId, key.Address);
        var every = Math.Max(1, invocation.Value(_every));
        var client = invocation.OpenReader();
        var ledger = new AnchoredLedger(client, invocation.Genesis);
        var head = await client.GetStatusAsync(cancellationToken);
        var height = invocation.Value(_height) ?? head.Height - (head.Height % every);
        if (height == 0 || height > head.Height || votes.Votes.Any(vote => vote.Height == height))
        {
            invocation.Report.Show(
                ("nothing to sign", "无需签名"), new Document { ["height"] = head.Height, ["file"] = invocation.Value(_to) });
            return ExitCode.Done;
        }

        var (_, hash) = await ledger.BlockAsync(height, cancellationToken);
        await RequireContinuedAsync(ledger, seen, height, hash, cancellationToken);
        var next = await ledger.CosignersAsync(height, cancellationToken);
        if (next.All(one => one.Address != key.Address))
        {
            invocation.Warnings.Say(
                $"No validator has announced {key.Address}: the vote counts for nothing before one does (ledger anchor announce).",
                $"尚无验证节点公布 {key.Address}：公布之前此签名不计票（ledger anchor announce）。");
        }

        if (seen is null || height > seen.Value.Height)
        {
            SignedHeight.Keep(invocation.Value(_memory), height, hash);
        }

        var vote = key.Sign(ledger.ChainId, height, hash, Cosigner.HashOf(next));
        EncodedFile.Replace(invocation.Value(_to), votes.With(vote).Encode());
        invocation.Report.Show(("signed", "已签名"), new Document
        {
            ["height"] = height,
            ["block_hash"] = hash,
            ["evm_address"] = key.Address.ToString(),
            ["file"] = invocation.Value(_to),
        });
        return ExitCode.Done;
    }

    private static async Task RequireContinuedAsync(
        AnchoredLedger ledger, (ulong Height, Protocol.Digest Hash)? seen, ulong height, Protocol.Digest hash,
        CancellationToken cancellationToken)
    {
        if (seen is not { } last)
        {
            return;
        }

        var known = last.Height == height ? hash : (await ledger.BlockAsync(last.Height, cancellationToken)).Hash;
        if (known != last.Hash)
        {
            throw CliException.NotVerified(
                $"The node's block {last.Height:N0} is {known}, and you signed {last.Hash}: the chain has forked. Nothing was signed.",
                $"节点的区块 {last.Height:N0} 为 {known}，而您曾签过 {last.Hash}：链已分叉。未签名。");
        }

        if (last.Height != height)
        {
            await ledger.HistoryAsync(Math.Min(last.Height, height), Math.Max(last.Height, height), cancellationToken);
        }
    }

    private static CosignerVotes ReadVotes(string path, Protocol.Digest chain, EvmAddress address)
    {
        if (!File.Exists(path))
        {
            return new CosignerVotes(chain, address, []);
        }

        return CosignerVotes.TryRead(EncodedFile.ReadAll(path)) is { } read && read.ChainId == chain && read.Address == address
            ? read
            : throw CliException.Usage(
                $"{path} holds no votes of this key for this chain: give another file.", $"{path} 不是此密钥对本链的签名：请另选文件。");
    }
}
