using Google.Protobuf;
using Ledger.Crypto;
using Ledger.FakeNode;
using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Membership;
using Nethereum.Contracts;
using Nethereum.JsonRpc.Client;
using StateProof = Ledger.Protocol.V1.StateProof;

namespace Ledger.Anchor.Tests;

/// <summary>What the contract makes of a ledger's genuine headers and proofs, in both suites, on anvil.</summary>
public sealed class AnchorContractTests(Anvil anvil) : IClassFixture<Anvil>
{
    private static readonly CosignerKey[] Keys = [.. Enumerable.Range(0, 4).Select(_ => CosignerKey.Generate())];
    private static readonly Cosigner[] Set = [.. Keys.Select(key => new Cosigner(key.Address, 100))];

    [Theory]
    [InlineData(CryptoSuite.International)]
    [InlineData(CryptoSuite.Guomi)]
    public async Task Checkpoints_of_a_chain_prove_its_blocks_its_keys_and_its_guarantees(CryptoSuite suite)
    {
        using var chain = new FakeChain(suite);
        var (id, absent) = (Bytes(1, 16), Bytes(2, 16));
        for (var i = 0; i < 40; i++)
        {
            chain.Put((MembershipTables.Members.Key($"member {i}"), new Member { Name = $"{i}" }));
        }

        var guarantee = Revealed(id, chain.Head.Header.Time + 60_000);
        chain.Put((GuaranteeTables.Guarantees.Key(id), guarantee));
        var at = chain.Head.Header.Height;
        var anchor = await DeployAsync(chain);
        await AnchorAsync(anchor, chain, at);
        Assert.Equal((at, chain.Head.Hash), (await anchor.NewestAsync(), await anchor.BlockHashAsync(at)));
        Assert.Equal(chain.Genesis.ChainId, await anchor.ChainIdAsync());

        // Every key that is there, some that are not, and each of them again with one thing changed.
        foreach (var key in (byte[][])[
            MembershipTables.Members.Key("member 7"), MembershipTables.Members.Key("member 39"), GuaranteeTables.Guarantees.Key(id),
            MembershipTables.Members.Key("nobody"), MembershipTables.Members.Key("member"), [0x01],
            [.. Enumerable.Repeat((byte)0xFF, 256)]])
        {
            var proof = ProofOf(chain, key, at);
            Assert.True(await anchor.ProvesAsync(at, proof));
            foreach (var spoilt in Spoilt(proof))
            {
                Assert.False(await anchor.ProvesAsync(at, spoilt), spoilt.ToString());
            }
        }

        var found = await anchor.GuaranteeAsync(at, id, ProofOf(chain, GuaranteeTables.Guarantees.Key(id), at));
        Assert.Equal(
            new AnchoredGuarantee(
                AnchoredStanding.Live, 80_000_000, 5, guarantee.Terms.ValidUntil, "S-1", "beneficiary", "applicant", "guarantor"),
            found);
        var other = ProofOf(chain, GuaranteeTables.Guarantees.Key(absent), at);
        await RefusedAsync("NotProven", () => anchor.GuaranteeAsync(at, absent, other));
        await RefusedAsync("NoCheckpoint", () => anchor.GuaranteeAsync(at + 1, id, other));

        // Later: the guarantee is over, and the first checkpoint says still what it said.
        chain.TimeAhead = 120_000;
        chain.Put((MembershipTables.Members.Key("later"), new Member()));
        var later = chain.Head.Header.Height;
        await AnchorAsync(anchor, chain, later);
        found = await anchor.GuaranteeAsync(later, id, ProofOf(chain, GuaranteeTables.Guarantees.Key(id), later));
        Assert.Equal(AnchoredStanding.Expired, found.Standing);
        for (var height = 0UL; height < later; height += 7)
        {
            var path = FakeHistory.Of(chain, height, later);
            Assert.True(await anchor.IncludesBlockAsync(later, chain.Block(height)!.Hash, path));
            Assert.False(await anchor.IncludesBlockAsync(later, chain.Head.Hash, path));
            path.Index ^= 1;
            Assert.False(await anchor.IncludesBlockAsync(later, chain.Block(height)!.Hash, path));
        }
    }

    [Fact]
    public async Task Every_state_of_a_guarantee_stands_as_the_contracts_of_the_ledger_say()
    {
        using var chain = new FakeChain();
        var time = chain.Head.Header.Time;
        var rows = Enum.GetValues<GuaranteeState>().SelectMany(state => new[] { -5_000L, 60_000L }.Select(end => (state, end))).ToList();
        var records = rows.Select((row, place) =>
        {
            var record = Revealed(Bytes((byte)(place + 1), 16), time + row.end);
            record.State = row.state;
            if (row.state == GuaranteeState.IssuedSealed)
            {
                record.Terms = null;
            }

            return record;
        }).ToList();
        chain.Put([.. records.Select(record =>
            (GuaranteeTables.Guarantees.Key(record.GuaranteeId.Span), (IMessage)record))]);
        var at = chain.Head.Header.Height;
        var anchor = await DeployAsync(chain);
        await AnchorAsync(anchor, chain, at);
        foreach (var record in records)
        {
            var proof = ProofOf(chain, GuaranteeTables.Guarantees.Key(record.GuaranteeId.Span), at);
            var found = await anchor.GuaranteeAsync(at, record.GuaranteeId.Memory, proof);
            var isLive = record.State != GuaranteeState.IssuedSealed && GuaranteeRules.IsLive(record, chain.Head.Header.Time);
            Assert.True(isLive == (found.Standing == AnchoredStanding.Live), $"{record.State}: {found.Standing}");
            Assert.Equal(record.State == GuaranteeState.IssuedSealed, found.Standing == AnchoredStanding.Sealed);
        }
    }

    [Fact]
    public async Task A_forged_quorum_and_a_second_branch_are_refused_by_the_chain_itself()
    {
        using var chain = new FakeChain();
        using var branch = new FakeChain();
        chain.Put((MembershipTables.Members.Key("one"), new Member()));
        branch.Put((MembershipTables.Members.Key("two"), new Member()));
        branch.Put((MembershipTables.Members.Key("three"), new Member()));
        Assert.Equal(chain.Genesis.ChainId, branch.Genesis.ChainId);
        var anchor = await DeployAsync(chain);
        var strangers = Enumerable.Range(0, 4).Select(_ => CosignerKey.Generate()).ToArray();
        await RefusedAsync("BadVote", () => AnchorAsync(anchor, chain, 1, strangers));
        await RefusedAsync("NoQuorum", () => AnchorAsync(anchor, chain, 1, Keys[..2]));
        await AnchorAsync(anchor, chain, 1);
        await RefusedAsync("AlreadyAnchored", () => AnchorAsync(anchor, chain, 1));
        await RefusedAsync("NotAbove", () => AnchorAsync(anchor, branch, 1));
        await RefusedAsync("OtherBranch", () => AnchorAsync(anchor, branch, 2));
    }

    private async Task<AnchorContract> DeployAsync(FakeChain chain)
    {
        return await AnchorContract.DeployAsync(
            anvil.Web3, Anvil.ArtifactOf($"LedgerAnchor{chain.Genesis.Suite}"), chain.Genesis.ChainId, Set, default);
    }

    private async Task AnchorAsync(AnchorContract anchor, FakeChain chain, ulong height, CosignerKey[]? signers = null)
    {
        var block = chain.Block(height)!;
        var next = Cosigner.HashOf(Set);
        var votes = (signers ?? Keys[1..]).Select((key, place) => (Place: signers is null ? place + 1 : place, key))
            .ToDictionary(one => one.Place, one => one.key.Sign(chain.Genesis.ChainId, height, block.Hash, next));
        var newest = await anchor.NewestAsync();
        var path = newest == 0 ? null : FakeHistory.Of(chain, Math.Min(newest, height - 1), height);
        var call = AnchorContract.CallOf(block.HeaderBytes.Memory, next, Set, votes, path);
        var receipt = await anvil.Web3.Eth.GetContractTransactionHandler<AnchorFunction>()
            .SendRequestAndWaitForReceiptAsync(anchor.Address.ToString(), call);
        Assert.Equal(1, (int)receipt.Status.Value);
    }

    private static async Task RefusedAsync(string name, Func<Task> act)
    {
        var thrown = await Assert.ThrowsAnyAsync<Exception>(act);
        var data = thrown switch
        {
            SmartContractCustomErrorRevertException custom => custom.ExceptionEncodedData,
            RpcResponseException response => response.RpcError.Data?.ToString() ?? string.Empty,
            _ => thrown.ToString(),
        };
        var selectors = new[]
        {
            ("NotProven", "NotProven()"), ("NoCheckpoint", "NoCheckpoint(uint64)"), ("BadVote", "BadVote(uint256)"),
            ("NoQuorum", "NoQuorum(uint256,uint256)"), ("AlreadyAnchored", "AlreadyAnchored(uint64)"),
            ("NotAbove", "NotAbove(uint64,uint64)"), ("OtherBranch", "OtherBranch(uint64)"),
        };
        var expected = Nethereum.Util.Sha3Keccack.Current.CalculateHash(selectors.Single(one => one.Item1 == name).Item2)[..8];
        Assert.Contains(expected, data, StringComparison.Ordinal);
    }

    private static IEnumerable<StateProof> Spoilt(StateProof proof)
    {
        var changes = new List<Action<StateProof>>
        {
            one => one.Path[0].Sibling = ByteString.CopyFrom(Bytes(9, 32)),
            one => one.Path.RemoveAt(0),
            one => one.Path.RemoveAt(one.Path.Count - 1),
            one => one.Path[^1].BitIndex++,
            one => one.Path.Add(one.Path[^1].Clone()),
        };
        if (proof.Present)
        {
            changes.Add(one => one.Key = ByteString.CopyFrom([.. one.Key.Span[..^1], (byte)(one.Key.Span[^1] ^ 0x80)]));
            changes.Add(one => one.Value = ByteString.CopyFrom([.. one.Value.Span, 0x00]));
            changes.Add(one => (one.Present, one.WitnessKey, one.WitnessValueHash) = (false, one.Key, ByteString.CopyFrom(Bytes(3, 32))));
        }
        else
        {
            changes.Add(one => one.WitnessKey = one.Key);
            changes.Add(one => one.WitnessKey = ByteString.Empty);
            changes.Add(one => one.WitnessValueHash = ByteString.CopyFrom(Bytes(3, 32)));
            changes.Add(one => (one.Present, one.Value) = (true, ByteString.Empty));
        }

        foreach (var change in changes)
        {
            var spoilt = proof.Clone();
            change(spoilt);
            yield return spoilt;
        }
    }

    // The fake chain's state has block h at h + 1.
    private static StateProof ProofOf(FakeChain chain, byte[] key, ulong height) => chain.State.Prove(key, height + 1).ToMessage();

    private static Guarantee Revealed(byte[] id, long until) => new()
    {
        GuaranteeId = ByteString.CopyFrom(id),
        IssuerUscc = "guarantor",
        State = GuaranteeState.Revealed,
        Version = 1,
        PaidFen = 5,
        Commitment = ByteString.CopyFrom(Bytes(7, 32)),
        Terms = new GuaranteeTerms
        {
            GuaranteeNo = "BH-1",
            SectionCode = "S-1",
            BeneficiaryUscc = "beneficiary",
            ApplicantUscc = "applicant",
            ApplicantName = "某某公司",
            GuarantorUscc = "guarantor",
            AmountFen = 80_000_000,
            ValidFrom = 1,
            ValidUntil = until,
            DocumentDigest = ByteString.CopyFrom(Bytes(8, 32)),
        },
    };

    private static byte[] Bytes(byte content, int length) => [.. Enumerable.Repeat(content, length)];
}
