using System.Text.Json;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Nethereum.Web3;

namespace Ledger.Anchor;

/// <summary>A deployed LedgerAnchor, asked through a node of its chain.</summary>
/// <param name="web3">The node.</param>
/// <param name="address">The contract.</param>
public sealed class AnchorContract(Web3 web3, EvmAddress address)
{
    /// <summary>Where it stands.</summary>
    public EvmAddress Address { get; } = address;

    /// <summary>Makes one.</summary>
    /// <param name="web3">A node, with the account that pays.</param>
    /// <param name="artifact">The compiled contract as forge writes it, of the ledger's suite.</param>
    /// <param name="chainId">The ledger.</param>
    /// <param name="cosigners">Who signs the first checkpoint.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidDataException">The file is no compiled contract.</exception>
    /// <exception cref="AnchorException">The chain did not make it.</exception>
    public static async Task<AnchorContract> DeployAsync(
        Web3 web3, string artifact, Digest chainId, IReadOnlyList<Cosigner> cosigners, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(web3);
        var deployment = new DeployAnchor(CodeOf(artifact))
        {
            ChainId = chainId.ToArray(),
            Cosigners = Cosigner.HashOf(cosigners).ToArray(),
        };
        var receipt = await web3.Eth.GetContractDeploymentHandler<DeployAnchor>()
            .SendRequestAndWaitForReceiptAsync(deployment, cancellationToken).ConfigureAwait(false);
        return receipt.Status.Value.IsOne && EvmAddress.TryParse(receipt.ContractAddress, out var made)
            ? new AnchorContract(web3, made)
            : throw new AnchorException(AnchorFault.NotMade, $"Transaction {receipt.TransactionHash} made no contract.");
    }

    /// <summary>The ledger that it is of.</summary>
    public async Task<Digest> ChainIdAsync() => new(await QueryAsync<ChainIdFunction, byte[]>(new ChainIdFunction()).ConfigureAwait(false));

    /// <summary>The hash of the set that signs the next checkpoint.</summary>
    public async Task<Digest> CosignersAsync() =>
        new(await QueryAsync<CosignersFunction, byte[]>(new CosignersFunction()).ConfigureAwait(false));

    /// <summary>The height of the newest checkpoint; 0 before the first.</summary>
    public Task<ulong> NewestAsync() => QueryAsync<NewestFunction, ulong>(new NewestFunction());

    /// <summary>The hash of the block whose checkpoint stands at a height.</summary>
    public async Task<Digest> BlockHashAsync(ulong height)
    {
        var kept = await web3.Eth.GetContractQueryHandler<CheckpointFunction>()
            .QueryDeserializingToObjectAsync<CheckpointOutput>(new CheckpointFunction { Height = height }, Address.ToString())
            .ConfigureAwait(false);
        return new Digest(kept.BlockHash);
    }

    /// <summary>Whether a block is in the history of an anchored one.</summary>
    public Task<bool> IncludesBlockAsync(ulong anchored, Digest blockHash, MerkleProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return QueryAsync<IncludesBlockFunction, bool>(new IncludesBlockFunction
        {
            Anchored = anchored,
            Height = proof.Index,
            BlockHash = blockHash.ToArray(),
            Path = [.. proof.Path.Select(step => step.ToByteArray())],
        });
    }

    /// <summary>Whether the state of an anchored block has a key with this value, or has it not, as the proof says.</summary>
    public Task<bool> ProvesAsync(ulong anchored, StateProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return proof.Present
            ? QueryAsync<IsPresentFunction, bool>(new IsPresentFunction
            {
                Anchored = anchored,
                Key = proof.Key.ToByteArray(),
                Value = proof.Value.ToByteArray(),
                Steps = StepsOf(proof),
            })
            : QueryAsync<IsAbsentFunction, bool>(new IsAbsentFunction
            {
                Anchored = anchored,
                Key = proof.Key.ToByteArray(),
                WitnessKey = proof.WitnessKey.ToByteArray(),
                WitnessValueHash = proof.WitnessValueHash.IsEmpty ? new byte[Digest.Bytes] : proof.WitnessValueHash.ToByteArray(),
                Steps = StepsOf(proof),
            });
    }

    /// <summary>A guarantee as it stood at an anchored block.</summary>
    /// <exception cref="Nethereum.JsonRpc.Client.RpcResponseException">The contract does not take the proof.</exception>
    public async Task<AnchoredGuarantee> GuaranteeAsync(ulong anchored, ReadOnlyMemory<byte> id, StateProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        var asked = new GuaranteeFunction
        {
            Anchored = anchored,
            Id = id.ToArray(),
            Record = proof.Value.ToByteArray(),
            Steps = StepsOf(proof),
        };
        var answer = await web3.Eth.GetContractQueryHandler<GuaranteeFunction>()
            .QueryDeserializingToObjectAsync<GuaranteeOutput>(asked, Address.ToString()).ConfigureAwait(false);
        var found = answer.Guarantee;
        return new AnchoredGuarantee(
            (AnchoredStanding)found.Standing, (long)found.AmountFen, (long)found.PaidFen, (long)found.ValidUntil, found.SectionCode,
            found.Beneficiary, found.Applicant, found.Guarantor);
    }

    internal static AnchorFunction CallOf(
        ReadOnlyMemory<byte> header, Digest next, IReadOnlyList<Cosigner> present, IReadOnlyDictionary<int, CosignerVote> votes,
        MerkleProof? path) => new()
        {
            Header = header.ToArray(),
            Next = next.ToArray(),
            Present = [.. present.Select(one => new CosignerTuple { Key = (one.Address ?? default).ToString(), Power = one.Power })],
            Votes =
            [
                .. votes.OrderBy(vote => vote.Key).Select(vote => new VoteTuple
                {
                    Index = (ushort)vote.Key,
                    R = vote.Value.R.ToArray(),
                    Vs = vote.Value.Vs.ToArray(),
                }),
            ],
            Path = [.. path?.Path.Select(step => step.ToByteArray()) ?? []],
        };

    private static string CodeOf(string artifact)
    {
        try
        {
            using var file = JsonDocument.Parse(File.ReadAllBytes(artifact));
            return file.RootElement.GetProperty("bytecode").GetProperty("object").GetString() is ['0', 'x', .. { Length: > 0 }] code
                ? code
                : throw new InvalidDataException("It has no code.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    private static List<StepTuple> StepsOf(StateProof proof) =>
        [.. proof.Path.Select(step => new StepTuple { BitIndex = (ushort)step.BitIndex, Sibling = step.Sibling.ToByteArray() })];

    private Task<TAnswer> QueryAsync<TFunction, TAnswer>(TFunction asked)
        where TFunction : Nethereum.Contracts.FunctionMessage, new() =>
        web3.Eth.GetContractQueryHandler<TFunction>().QueryAsync<TAnswer>(Address.ToString(), asked);
}

/// <summary>What an anchored state's record says of a guarantee.</summary>
/// <param name="Standing">How it stood at the block's time.</param>
/// <param name="AmountFen">Its amount in fen; 0 while sealed.</param>
/// <param name="PaidFen">What of it was paid.</param>
/// <param name="ValidUntil">The last instant of its validity, UTC milliseconds.</param>
/// <param name="SectionCode">The section.</param>
/// <param name="Beneficiary">The tenderer's code.</param>
/// <param name="Applicant">The bidder's code.</param>
/// <param name="Guarantor">The guarantor's code.</param>
public sealed record AnchoredGuarantee(
    AnchoredStanding Standing, long AmountFen, long PaidFen, long ValidUntil, string SectionCode, string Beneficiary, string Applicant,
    string Guarantor);

/// <summary>How a guarantee stood at a checkpoint; the contract's numbers.</summary>
public enum AnchoredStanding
{
    /// <summary>No such record.</summary>
    None = 0,

    /// <summary>Issued; its terms are not known before the section's opening.</summary>
    Sealed = 1,

    /// <summary>It stands behind its bidder.</summary>
    Live = 2,

    /// <summary>Its validity had ended.</summary>
    Expired = 3,

    /// <summary>Released, paid, surrendered, or merged into another.</summary>
    Ended = 4,
}
