using Google.Protobuf;
using Ledger.Client;
using Ledger.Client.Passports;
using Ledger.Crypto;
using Ledger.FakeNode;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;
using Ledger.Seeds;

namespace Ledger.Passports.Tests;

/// <summary>
/// A small chain with a guarantor and its guarantee, genuine in all that a passport proves. Nothing is executed, so a test may write into
/// the state what no contract would, and see what a reader makes of it.
/// </summary>
internal sealed class PassportWorld : IAsyncDisposable
{
    internal static readonly byte[] GuaranteeId = [.. Enumerable.Range(1, GuaranteeTables.IdBytes).Select(i => (byte)i)];
    private static readonly byte[] Salt = [.. Enumerable.Repeat((byte)7, GuaranteeCommitment.SaltBytes)];
    private static readonly ConsortiumSeed Seed = ConsortiumSeed.Create(suite: CryptoSuite.International);
    private readonly FakeNodeServer _server;

    private PassportWorld(FakeNodeServer server)
    {
        _server = server;
        Client = LedgerClient.Open(new LedgerClientOptions
        {
            Genesis = server.Chain.Genesis,
            Node = server.Address,
            CallTimeout = TimeSpan.FromSeconds(50), // a busy machine is no silent node
        });
    }

    internal FakeChain Chain => _server.Chain;

    internal LedgerClient Client { get; }

    internal GenesisFile Genesis => Chain.Genesis;

    internal Participant Issuer => Seed.Guarantors[0].Participant;

    internal Participant Stranger => Seed.Guarantors[1].Participant;

    internal Participant Beneficiary => Seed.Zhuhai;

    internal FakeBlock IssuedIn { get; private set; } = null!;

    internal Guarantee Record { get; private set; } = null!;

    internal static byte[] Key => GuaranteeTables.Guarantees.Key(GuaranteeId);

    internal PassportOpening Opening => new() { Salt = ByteString.CopyFrom(Salt), Content = Terms.ToByteString() };

    internal GuaranteeTerms Terms => new()
    {
        GuaranteeNo = "ZH-2020-0001",
        SectionCode = "A4404000000000001001001",
        BeneficiaryUscc = Seed.Zhuhai.Uscc,
        ApplicantUscc = "91350100M000100Y43",
        ApplicantName = "福建建设有限公司",
        GuarantorUscc = Issuer.Uscc,
        Form = GuaranteeForm.Bank,
        LegalNature = LegalNature.Independent,
        AmountFen = 80_000_000,
        ValidFrom = 1_700_000_000_000,
        ValidUntil = 1_710_000_000_000,
        PremiumFen = 40_000,
        DocumentDigest = ByteString.CopyFrom(new byte[32]),
        Wording = GuaranteeWording.For(GuaranteeForm.Bank, LegalNature.Independent)!.Reference,
    };

    /// <summary>A chain on which the guarantee is issued and still sealed.</summary>
    internal static async Task<PassportWorld> SealedAsync(Action<FakeChain>? beforeIssue = null, Participant? signer = null)
    {
        var world = new PassportWorld(await FakeNodeServer.StartAsync());
        world.Chain.Put(GenesisState.Build(Seed.Genesis).Where(entry => !entry.Key.AsSpan().StartsWith("membership/validators"u8)));
        beforeIssue?.Invoke(world.Chain);
        world.Issue(signer ?? world.Issuer);
        return world;
    }

    /// <summary>The same once it is revealed.</summary>
    internal static async Task<PassportWorld> RevealedAsync()
    {
        var world = await SealedAsync();
        world.Reveal();
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
    }

    internal async Task<Passport> BuildAsync(PassportOptions? options = null) =>
        await new PassportBuilder(Client).BuildGuaranteeAsync(GuaranteeId, options)
            ?? throw new InvalidOperationException("The world has no guarantee.");

    internal PassportReport Verify(Passport passport) => VerifyBytes(PassportFile.Encode(passport));

    internal PassportReport VerifyBytes(byte[] file) => new PassportVerifier(PassportTrust.Of(Genesis)).Verify(file);

    internal SignedTransaction Sign(Participant signer, params Call[] calls)
    {
        var body = new TxBody
        {
            ChainId = ByteString.CopyFrom(Genesis.ChainId.ToArray()),
            Nonce = ByteString.CopyFrom(new byte[TransactionReader.NonceBytes]),
            NotAfter = Chain.Head.Header.Time + 3_600_000,
            Signer = ByteString.CopyFrom(signer.CertificateId.ToArray()),
            Calls = { calls },
        }.ToByteString();
        var id = TaggedHash.Compute(Genesis.Hasher, DomainTag.Transaction, body.Span);
        using var key = signer.KeyPair.CreateSigner();
        var signature = new Signature
        {
            Algorithm = (uint)signer.KeyPair.Algorithm,
            Value = ByteString.CopyFrom(key.Sign(SignPurposes.Transaction.Over(id))),
        };
        var bytes = new Transaction { Body = body, Signature = signature }.ToByteArray();
        var refused = TransactionReader.TryRead(bytes, Genesis.Hasher, Genesis.ChainId, Genesis.Content.Limits, out var read);
        return read ?? throw new InvalidOperationException(refused.Detail);
    }

    internal SealedGuarantee Sealed(byte[] id) => new()
    {
        GuaranteeId = ByteString.CopyFrom(id),
        Commitment = ByteString.CopyFrom(GuaranteeCommitment.Compute(Genesis.Hasher, Salt, Terms.ToByteArray()).ToArray()),
        Sealed = ByteString.CopyFrom(new byte[SealedTerms.SealedBytes]),
    };

    internal void Put(Guarantee record) => Chain.Put((Key, Record = record));

    private void Issue(Participant signer)
    {
        var call = new Call
        {
            Guarantee = new GuaranteeCall { Issue = new IssueGuarantees { Guarantees = { Sealed(GuaranteeId), Sealed(new byte[16]) } } },
        };
        var other = Sign(
            signer,
            new Call
            {
                Guarantee = new GuaranteeCall { Surrender = new SurrenderGuarantee { GuaranteeId = ByteString.CopyFrom(new byte[16]) } },
            });
        IssuedIn = Chain.Land([other, Sign(signer, call), other]);
        var issued = Sealed(GuaranteeId);
        Put(new Guarantee
        {
            GuaranteeId = issued.GuaranteeId,
            IssuerUscc = Issuer.Uscc,
            State = GuaranteeState.IssuedSealed,
            Version = 1,
            IssuedAt = IssuedIn.Header.Time,
            Commitment = issued.Commitment,
            Sealed = issued.Sealed,
        });
    }

    private void Reveal()
    {
        var opened = new OpenedGuarantee { GuaranteeId = Record.GuaranteeId, Salt = Opening.Salt, Terms = Opening.Content };
        var open = new OpenGuarantees { SectionCode = Terms.SectionCode, Guarantees = { opened } };
        var block = Chain.Land([Sign(Seed.Zhuhai, new Call { Guarantee = new GuaranteeCall { Open = open } })]);
        Chain.Put(
            (TenderTables.Projects.Key("A4404000000000001001"), new Project
            {
                Created = new CreateProject
                {
                    TenderProjectCode = "A4404000000000001001",
                    Name = "珠海大桥",
                    Region = "440400",
                    TradeClass = "A",
                    TendererUscc = Seed.Zhuhai.Uscc,
                },
                CentreUscc = Seed.Zhuhai.Uscc,
            }),
            (TenderTables.Sections.Key(Terms.SectionCode), new Section
            {
                Announced = new AnnounceSection
                {
                    SectionCode = Terms.SectionCode,
                    TenderProjectCode = "A4404000000000001001",
                    Name = "施工总承包一标段",
                },
                CentreUscc = Seed.Zhuhai.Uscc,
                TendererUscc = Seed.Zhuhai.Uscc,
            }));
        var record = Record.Clone();
        (record.State, record.Terms, record.RevealedAt, record.Sealed) = (
            GuaranteeState.Revealed, Terms, block.Header.Time, ByteString.Empty);
        Put(record);
    }
}
