using Google.Protobuf;
using Ledger.Certificates;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.Membership;

namespace Ledger.Contracts.Tests;

public sealed class GenesisStateTests
{
    [Fact]
    public void A_good_genesis_gives_a_sorted_state_in_which_its_members_sign()
    {
        var leaf = Certificates.Leaf(World.Uscc(1));
        var genesis = Parse(Good(leaf));
        var entries = GenesisState.Build(genesis);
        Assert.All(entries.Zip(entries.Skip(1)), pair => Assert.True(pair.First.Key.AsSpan().SequenceCompareTo(pair.Second.Key) < 0));
        Assert.All(entries, entry => Assert.NotNull(LedgerTables.NameOf(entry.Key)));

        var state = new MemoryState(entries);
        var id = CertificateId.Compute(genesis.Hasher, leaf.Der.Span);
        Assert.Equal(RefusalCode.None, SignerRules.Resolve(state, id, World.Start, out var signer).Code);
        Assert.True(signer!.Has(Role.TradingCentre));
        Assert.Equal(genesis.Validators.Set, MembershipTables.Validators.Read(state, MembershipTables.Validators.Key("current")));
        Assert.NotNull(AccountTables.CertificateDers.Read(state, AccountTables.CertificateDers.Key(id.ToArray())));
    }

    [Fact]
    public void Every_key_of_a_genesis_is_known_so_that_it_opens_no_section()
    {
        var state = new MemoryState(GenesisState.Build(Parse(Good(Certificates.Leaf(World.Uscc(1))))));
        Assert.Equal(KeyPurpose.Validator, PurposeOf(World.Key(100)));
        Assert.Equal(KeyPurpose.Receipts, PurposeOf(World.Key(100 ^ 0xFF)));
        Assert.Equal(KeyPurpose.Authority, PurposeOf(World.Key(50)));
        Assert.Equal(KeyPurpose.Certificate, PurposeOf(Certificates.LeafKey));
        Assert.Null(PurposeOf(World.OpeningKey));

        KeyPurpose? PurposeOf(Ledger.Crypto.Keys.KeyPair pair) =>
            AccountTables.Keys.Read(state, AccountTables.KeyOf(pair.PublicKey, World.Hasher))?.Purpose;
    }

    [Fact]
    public void Building_twice_gives_the_same_bytes()
    {
        var genesis = Parse(Good(Certificates.Leaf(World.Uscc(1))));
        Assert.Equal(
            GenesisState.Build(genesis),
            GenesisState.Build(genesis),
            (a, b) => a.Key.AsSpan().SequenceEqual(b.Key) && a.Value.AsSpan().SequenceEqual(b.Value));
    }

    [Fact]
    public void Every_error_is_listed_at_once()
    {
        var content = Good(Certificates.Leaf(World.Uscc(9)));
        content.Certificates.Add(Certificates.Leaf(World.Uscc(1), Certificates.IssuerOf(60, "Other CA")).ToDer());
        content.Certificates.Add(World.Blob(9));
        content.CertificateAnchors.Add(World.Blob(9));
        content.Members.Add(new Member { Uscc = "bad", Name = "n", Region = "440400" });
        content.Members.Add(content.Members[0]);
        content.Validators.Validators[0].MemberUscc = World.Uscc(9);
        content.BondCaps.Add(new BondCap { Region = "1" });
        content.Limits.CallsMax = 257;
        content.RuleVersion = 0;
        var message = Assert.Throws<InvalidDataException>(() => GenesisState.Build(Parse(content))).Message;
        string[] parts =
        [
            "which is no member", "No recognised CA", "Certificate 2: It cannot be read", "Certificate anchor 1",
            "Member 'bad'", "is listed twice", "is not an active member", "Bond cap 0", "calls_max is 257", "rule version is 0",
        ];
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_validator_has_one_receipt_key_of_its_own()
    {
        Refused("has no receipt key", keys => keys.Clear());
        Refused("is a key that votes", keys => keys[0].Key = World.AsReceiptKey(World.Key(100)));
        Refused("Receipt key 1: its validator has one before it", keys => keys.Add(keys[0].Clone()));
        Refused(
            "Receipt key 1: it is no validator's",
            keys => keys.Add(new GenesisReceiptKey { Validator = World.Blob(32), Key = World.ReceiptKey(7) }));
        Refused("Receipt key 0: The validator's receipt key is missing", keys => keys[0].Key = null);
        Refused("The algorithm of the validator's receipt key is 2", keys => keys[0].Key.Algorithm = 2);

        void Refused(string words, Action<Google.Protobuf.Collections.RepeatedField<GenesisReceiptKey>> spoil)
        {
            var content = Good(Certificates.Leaf(World.Uscc(1)));
            spoil(content.ReceiptKeys);
            Assert.Contains(
                words, Assert.Throws<InvalidDataException>(() => GenesisState.Build(Parse(content))).Message, StringComparison.Ordinal);
        }
    }

    private static GenesisFile Parse(Genesis content) =>
        GenesisFile.Parse(System.Text.Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(content)));

    private static Genesis Good(Certificate certificate)
    {
        var key = World.Key(100).PublicKey;
        return new Genesis
        {
            Name = "test",
            Suite = 1,
            Time = World.Start,
            RuleVersion = 1,
            Validators = new ValidatorSet
            {
                Validators =
                {
                    new Validator
                    {
                        Id = ByteString.CopyFrom(ValidatorRoster.IdOf(World.Hasher, key).ToArray()),
                        Algorithm = 1,
                        PublicKey = ByteString.CopyFrom(key.Encoded),
                        Power = 1,
                        Name = "v",
                        MemberUscc = World.Uscc(1),
                    },
                },
            },
            ReceiptKeys =
            {
                new GenesisReceiptKey
                {
                    Validator = ByteString.CopyFrom(ValidatorRoster.IdOf(World.Hasher, key).ToArray()),
                    Key = World.ReceiptKey(100),
                },
            },
            Members =
            {
                new Member { Uscc = World.Uscc(1), Name = "中心", Region = "440400", Roles = { Role.TradingCentre }, Active = true },
            },
            Certificates = { certificate.ToDer() },
            CertificateAnchors = { Certificates.Root().ToDer() },
            Limits = new ChainLimits { TransactionBytesMax = 65536, BatchBytesMax = 98304, CallsMax = 256, NotAfterMsMax = 86_400_000 },
        };
    }
}
