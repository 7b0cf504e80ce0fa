using System.Globalization;
using System.Numerics;
using Ledger.Protocol;
using Nethereum.Hex.HexConvertors.Extensions;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.Signer;
using Nethereum.Web3;

namespace Ledger.Anchor;

/// <summary>
/// Brings to a contract what its co-signers signed: one transaction at a time, from an account of its own. What was sent is kept before it
/// is sent; it is sent again, and dearer, for the same nonce until it is settled under enough blocks. So a block that an EVM chain takes
/// back is anchored again, and none twice: a nonce is used once, and the contract refuses what it has.
/// </summary>
public sealed class AnchorService
{
    private const int PriceUpPercent = 25; // nodes take a transaction in another's place where it pays a tenth more
    private const int GasOverPercent = 30;
    private const long PercentOfAll = 100;
    private readonly Web3 _web3;
    private readonly EthECKey _account;
    private readonly AnchorMemory _memory;
    private readonly ILedgerHistory _ledger;
    private readonly AnchorServiceOptions _options;
    private readonly TimeProvider _time;
    private readonly AnchorContract _contract;

    /// <param name="web3">A node of the EVM chain.</param>
    /// <param name="account">The key of the account that pays; nobody else sends from it.</param>
    /// <param name="memory">What it knows between its runs.</param>
    /// <param name="ledger">The ledger.</param>
    /// <param name="options">How patient it is.</param>
    /// <param name="time">The clock.</param>
    public AnchorService(
        Web3 web3, CosignerKey account, AnchorMemory memory, ILedgerHistory ledger, AnchorServiceOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(memory);
        (_web3, _account, _memory, _ledger, _options, _time) = (web3, account.Secret, memory, ledger, options, time);
        _contract = new AnchorContract(web3, memory.Contract);
    }

    /// <summary>One look, and at most one transaction.</summary>
    /// <param name="votes">What co-signers give out.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="AnchorException">The contract, or what co-signers signed, is not of this ledger; the message says what.</exception>
    /// <exception cref="RpcResponseException">The EVM chain's node refuses.</exception>
    /// <exception cref="RpcClientUnknownException">It does not answer.</exception>
    public async Task<AnchorOutcome> StepAsync(IReadOnlyList<CosignerVotes> votes, CancellationToken cancellationToken = default)
    {
        if (await _contract.ChainIdAsync().ConfigureAwait(false) != _ledger.ChainId)
        {
            throw new AnchorException(AnchorFault.OtherLedger, $"{_contract.Address} is the anchor of another ledger.");
        }

        if (_memory.State.Pending is { } pending && await SettleAsync(pending).ConfigureAwait(false) is { } outcome)
        {
            return outcome;
        }

        var newest = await _contract.NewestAsync().ConfigureAwait(false);
        var present = await PresentAsync(newest, cancellationToken).ConfigureAwait(false);
        return Choose(votes, present, newest) is { } chosen
            ? await SendAsync(chosen, present, newest, cancellationToken).ConfigureAwait(false)
            : new AnchorOutcome(AnchorStep.Nothing, newest, 0);
    }

    // What was sent: settled, waiting, sent again, or of no use any more (null).
    private async Task<AnchorOutcome?> SettleAsync(AnchorMemory.PendingAnchor pending)
    {
        foreach (var hash in pending.Hashes)
        {
            if (await _web3.Eth.Transactions.GetTransactionReceipt.SendRequestAsync(hash).ConfigureAwait(false) is not { } receipt)
            {
                continue;
            }

            if (receipt.Status.Value.IsZero)
            {
                Forget(); // somebody else was faster, or the set has changed
                return null;
            }

            var head = await _web3.Eth.Blocks.GetBlockNumber.SendRequestAsync().ConfigureAwait(false);
            var depth = head.Value - receipt.BlockNumber.Value + 1;
            if (depth < _options.Confirmations)
            {
                return new AnchorOutcome(AnchorStep.Waiting, pending.Height, (int)depth);
            }

            _memory.Keep(_memory.State with { Pending = null, Cosigners = pending.Next });
            return new AnchorOutcome(AnchorStep.Settled, pending.Height, (int)depth);
        }

        var used = await _web3.Eth.Transactions.GetTransactionCount
            .SendRequestAsync(_account.GetPublicAddress(), BlockParameter.CreateLatest()).ConfigureAwait(false);
        if (used.Value > pending.Nonce)
        {
            Forget(); // another transaction of the account took the nonce: this one can land no more
            return null;
        }

        var isLate = _time.GetUtcNow().ToUnixTimeSeconds() - pending.SentAt >= _options.PatienceSeconds;
        var sent = isLate ? await PriceUpAsync(pending).ConfigureAwait(false) : pending;
        await BroadcastAsync(sent.Raw).ConfigureAwait(false);
        return new AnchorOutcome(isLate ? AnchorStep.SentDearer : AnchorStep.SentAgain, pending.Height, 0);
    }

    private async Task<AnchorMemory.PendingAnchor> PriceUpAsync(AnchorMemory.PendingAnchor pending)
    {
        var dearer = Percent(Number(pending.GasPrice), PercentOfAll + PriceUpPercent) + 1;
        return await SignAndKeepAsync(pending with { GasPrice = Written(dearer) }).ConfigureAwait(false);
    }

    private async Task<AnchorOutcome> SendAsync(
        Chosen chosen, IReadOnlyList<Cosigner> present, ulong newest, CancellationToken cancellationToken)
    {
        var (header, hash) = await _ledger.BlockAsync(chosen.Height, cancellationToken).ConfigureAwait(false);
        if (hash != chosen.BlockHash)
        {
            throw new AnchorException(
                AnchorFault.OtherBlock,
                $"The ledger's block {chosen.Height} is {hash}, and co-signers with a quorum of votes signed {chosen.BlockHash}.");
        }

        var next = await _ledger.CosignersAsync(chosen.Height, cancellationToken).ConfigureAwait(false);
        if (Cosigner.HashOf(next) != chosen.Next)
        {
            throw new AnchorException(
                AnchorFault.OtherSet, $"Co-signers signed another set after block {chosen.Height} than the ledger's state has.");
        }

        var path = newest == 0 ? null : await _ledger.HistoryAsync(newest, chosen.Height, cancellationToken).ConfigureAwait(false);
        var call = AnchorContract.CallOf(header, chosen.Next, present, chosen.Votes, path);
        var handler = _web3.Eth.GetContractTransactionHandler<AnchorFunction>();
        call.FromAddress = _account.GetPublicAddress();
        var gas = await handler.EstimateGasAsync(_contract.Address.ToString(), call).ConfigureAwait(false);
        var price = await _web3.Eth.GasPrice.SendRequestAsync().ConfigureAwait(false);
        var nonce = await _web3.Eth.Transactions.GetTransactionCount
            .SendRequestAsync(_account.GetPublicAddress(), BlockParameter.CreateLatest()).ConfigureAwait(false);
        var pending = new AnchorMemory.PendingAnchor(
            chosen.Height, (ulong)nonce.Value, [], string.Empty, Written(Percent(price.Value, PercentOfAll + PriceUpPercent)),
            Written(Percent(gas.Value, PercentOfAll + GasOverPercent)),
            Nethereum.Contracts.FunctionMessageExtensions.GetCallData(call).ToHex(), 0, AnchorMemory.Written(next));
        pending = await SignAndKeepAsync(pending).ConfigureAwait(false);
        await BroadcastAsync(pending.Raw).ConfigureAwait(false);
        return new AnchorOutcome(AnchorStep.Sent, chosen.Height, 0);
    }

    private async Task<AnchorMemory.PendingAnchor> SignAndKeepAsync(AnchorMemory.PendingAnchor pending)
    {
        var chain = await _web3.Eth.ChainId.SendRequestAsync().ConfigureAwait(false);
        var raw = new LegacyTransactionSigner().SignTransaction(
            _account.GetPrivateKeyAsBytes(), chain.Value, _contract.Address.ToString(), BigInteger.Zero, pending.Nonce,
            Number(pending.GasPrice), Number(pending.Gas), pending.Data);
        var signed = pending with
        {
            Raw = raw,
            Hashes = [.. pending.Hashes, Keccak.Of(raw.HexToByteArray()).ToString().EnsureHexPrefix()],
            SentAt = _time.GetUtcNow().ToUnixTimeSeconds(),
        };
        _memory.Keep(_memory.State with { Pending = signed });
        return signed;
    }

    // That the node has it already is as good as that it takes it now; what else it says is found by the next look.
    private async Task BroadcastAsync(string raw)
    {
        try
        {
            await _web3.Eth.Transactions.SendRawTransaction.SendRequestAsync(raw.EnsureHexPrefix()).ConfigureAwait(false);
        }
        catch (RpcResponseException e) when (IsKnown(e.RpcError.Message))
        {
        }
    }

    private static bool IsKnown(string message) =>
        message.Contains("known", StringComparison.OrdinalIgnoreCase) || message.Contains("already imported", StringComparison.Ordinal) ||
        message.Contains("nonce too low", StringComparison.OrdinalIgnoreCase);

    private void Forget() => _memory.Keep(_memory.State with { Pending = null });

    // The contract keeps a hash: of what this service knew, or of the set that the ledger has after the newest checkpoint.
    private async Task<IReadOnlyList<Cosigner>> PresentAsync(ulong newest, CancellationToken cancellationToken)
    {
        var kept = await _contract.CosignersAsync().ConfigureAwait(false);
        var known = AnchorMemory.Read(_memory.State.Cosigners);
        if (Cosigner.HashOf(known) == kept)
        {
            return known;
        }

        var after = newest == 0 ? [] : await _ledger.CosignersAsync(newest, cancellationToken).ConfigureAwait(false);
        if (Cosigner.HashOf(after) != kept)
        {
            throw new AnchorException(
                AnchorFault.OtherSet, $"The contract's co-signers are not those of the ledger after block {newest}.");
        }

        _memory.Keep(_memory.State with { Cosigners = AnchorMemory.Written(after) });
        return after;
    }

    // The highest block that a quorum of the present set stands for.
    private Chosen? Choose(IReadOnlyList<CosignerVotes> votes, IReadOnlyList<Cosigner> present, ulong newest)
    {
        var places = present.Index().Where(one => one.Item.Address is not null)
            .ToDictionary(one => one.Item.Address!.Value, one => one.Index);
        return votes.Where(file => file.ChainId == _ledger.ChainId && places.ContainsKey(file.Address))
            .SelectMany(file => file.Votes.Where(vote => vote.Height > newest).Select(vote => (file.Address, Vote: vote)))
            .GroupBy(one => (one.Vote.Height, one.Vote.BlockHash, one.Vote.Next))
            .OrderByDescending(group => group.Key.Height)
            .Select(group => new Chosen(
                group.Key.Height, group.Key.BlockHash, group.Key.Next,
                group.Where(one => one.Vote.SignerOn(_ledger.ChainId) == one.Address).DistinctBy(one => one.Address)
                    .ToDictionary(one => places[one.Address], one => one.Vote)))
            .FirstOrDefault(one => Cosigner.IsQuorum(present, one.Votes.Keys));
    }

    private static BigInteger Percent(BigInteger of, long percent) => of * percent / PercentOfAll;

    private static BigInteger Number(string written) => BigInteger.Parse(written, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Written(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Chosen(ulong Height, Digest BlockHash, Digest Next, IReadOnlyDictionary<int, CosignerVote> Votes);
}

/// <summary>How a service is patient.</summary>
/// <param name="Confirmations">Under how many blocks a transaction is settled.</param>
/// <param name="PatienceSeconds">After how many it is sent again for a quarter more.</param>
public sealed record AnchorServiceOptions(int Confirmations = 12, int PatienceSeconds = 120);

/// <summary>What a look came to.</summary>
/// <param name="Step">What was done.</param>
/// <param name="Height">The ledger's height that it was about; of nothing, the newest that is anchored.</param>
/// <param name="Depth">Under how many blocks it stands, where it landed.</param>
public readonly record struct AnchorOutcome(AnchorStep Step, ulong Height, int Depth);

/// <summary>What a look did. The names are stable.</summary>
public enum AnchorStep
{
    /// <summary>No quorum stands for more than is anchored.</summary>
    Nothing = 0,

    /// <summary>A checkpoint was sent.</summary>
    Sent = 1,

    /// <summary>What was sent before was sent again: the node had lost it, or may have.</summary>
    SentAgain = 2,

    /// <summary>It was sent again for more.</summary>
    SentDearer = 3,

    /// <summary>It landed, and may yet be taken back.</summary>
    Waiting = 4,

    /// <summary>It stands under enough blocks.</summary>
    Settled = 5,
}

/// <summary>Something does not belong together.</summary>
public sealed class AnchorException(AnchorFault fault, string message) : Exception(message)
{
    /// <summary>What.</summary>
    public AnchorFault Fault { get; } = fault;
}

/// <summary>What does not belong together. The names are stable.</summary>
public enum AnchorFault
{
    /// <summary>The contract is of another ledger.</summary>
    OtherLedger = 1,

    /// <summary>A quorum signed another block than the ledger has: it has forked, or they lie.</summary>
    OtherBlock = 2,

    /// <summary>The contract's set, or the one signed, is not the ledger's.</summary>
    OtherSet = 3,

    /// <summary>The EVM chain did not make the contract.</summary>
    NotMade = 4,
}
