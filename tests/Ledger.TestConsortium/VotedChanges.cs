using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.TestConsortium;

/// <summary>Transactions by which <see cref="TestChain"/>'s members change its validators or its rules.</summary>
public static class VotedChanges
{
    /// <summary>One block's transactions: a fifth validator proposed and approved.</summary>
    public static byte[][] Make(byte seed = 77, ulong power = 1) => Make(KeyOf(seed).PublicKey, seed, power);

    /// <summary>One block's transactions: a validator is voted in or out.</summary>
    public static byte[][] Make(PublicKey key, byte seed, ulong power)
    {
        var id = ByteString.CopyFrom(Enumerable.Repeat(seed, 16).ToArray());
        var change = new PutValidator
        {
            Algorithm = 1,
            PublicKey = ByteString.CopyFrom(key.Encoded),
            Power = power,
            Name = "v",
            MemberUscc = TestChain.Validators[0].Uscc,
            ReceiptKey = power == 0 ? null : ReceiptKeyOf((byte)~seed),
        };
        return Make(new ProposeChange { PutValidator = change }, id);
    }

    /// <summary>One block's transactions: the next version of the rules is voted in.</summary>
    public static byte[][] NextRules(uint ruleVersion) => Make(
        new ProposeChange { RuleVersion = ruleVersion }, ByteString.CopyFrom(Enumerable.Repeat((byte)(0xF0 + ruleVersion), 16).ToArray()));

    private static byte[][] Make(ProposeChange propose, ByteString id)
    {
        (propose.ProposalId, propose.ClosesAt) = (id, TestChain.StartMs + 86_400_000);
        return
        [
            Sign(TestChain.Validators[0], new MembershipCall { Propose = propose }),
            .. TestChain.Validators.Take(3)
                .Select(voter => Sign(voter, new MembershipCall { Vote = new VoteOnProposal { ProposalId = id, Approve = true } })),
        ];
    }

    private static ReceiptKey ReceiptKeyOf(byte seed) =>
        new() { Algorithm = 1, PublicKey = ByteString.CopyFrom(KeyOf(seed).PublicKey.Encoded) };

    private static KeyPair KeyOf(byte seed) =>
        KeyPair.FromSeed(SignatureAlgorithm.Sm2Sm3, [.. Enumerable.Repeat(seed, KeyPair.SeedBytes)]);

    private static byte[] Sign(Participant signer, MembershipCall call) => TestChain.Sign(
        TestChain.Body(body =>
        {
            body.Signer = ByteString.CopyFrom(signer.CertificateId.ToArray());
            body.Calls[0] = new Call { Membership = call };
        }),
        signer);
}
