using Google.Protobuf;
using Ledger.Client;
using Ledger.Client.Passports;
using Ledger.Crypto;
using Ledger.FakeNode;
using Ledger.Passports.Credentials;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.Credential;
using Ledger.Seeds;

namespace Ledger.Passports.Tests;

/// <summary>
/// A small chain with an authority, a subject and its certificate's record, to whose fields the authority has committed. Nothing is
/// executed, so a test may write into the state what no contract would.
/// </summary>
internal sealed class CredentialWorld : IAsyncDisposable
{
    internal const string SectionCode = "A4404000000000001001001";
    internal const string Audience = "珠海市公共资源交易中心";

    private static readonly ConsortiumSeed Seed = ConsortiumSeed.Create(suite: CryptoSuite.International);
    private readonly FakeNodeServer _server;

    private CredentialWorld(FakeNodeServer server)
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

    internal static Participant Issuer => Seed.Issuer;

    internal static Participant Subject => Seed.Guarantors[0].Participant;

    internal static Participant Stranger => Seed.Guarantors[1].Participant;

    internal CredentialRecord Record { get; private set; } = null!;

    internal CredentialFile File { get; private set; } = null!;

    internal PassportRequest Request { get; set; } = null!;

    internal long Now => Chain.Head.Header.Time;

    internal static async Task<CredentialWorld> CreateAsync()
    {
        var world = new CredentialWorld(await FakeNodeServer.StartAsync());
        world.Chain.Put(GenesisState.Build(Seed.Genesis).Where(entry => !entry.Key.AsSpan().StartsWith("membership/validators"u8)));
        world.Record = new CredentialRecord { Recorded = Recorded(21, world.Now), RecordedAt = world.Now };
        world.File = world.Make(world.Record.Recorded);
        world.Commit(world.File, world.Record);
        world.Request = world.Asking("category", "person_name");
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
    }

    internal static RecordCredential Recorded(byte id, long time) => new()
    {
        RecordId = ByteString.CopyFrom(Enumerable.Repeat(id, 16).ToArray()),
        SubjectUscc = Subject.Uscc,
        IssuerUscc = Issuer.Uscc,
        Region = "440400",
        EffectiveFrom = time - 86_400_000,
        EffectiveUntil = time + 86_400_000,
        DocumentNo = "粤建许〔2023〕7号",
        DocumentDigest = ByteString.CopyFrom(new byte[32]),
        Person = new PersonFact
        {
            PersonCommitment = ByteString.CopyFrom(Enumerable.Repeat((byte)9, 32).ToArray()),
            Category = "JZS1",
            Specialty = "市政公用工程",
        },
    };

    internal CredentialFile Make(RecordCredential recorded, Participant? signer = null)
    {
        signer ??= Issuer;
        using var key = signer.KeyPair.CreateSigner();
        return CredentialFiles.Make(
            Genesis, recorded, new Dictionary<string, string> { ["person_name"] = "张伟" }, signer.CertificateId, key);
    }

    /// <summary>Puts on the chain that the issuer made these commitments to the record.</summary>
    internal void Commit(CredentialFile file, CredentialRecord record) => Put(new CommittedCredential
    {
        CommitmentsDigest = ByteString.CopyFrom(CredentialFiles.DigestOf(Genesis, file).ToArray()),
        CommittedAt = Now,
        Kind = CredentialRules.KindOf(record.Recorded),
        Standing = CredentialRules.StandingOf(record),
    });

    internal void Put(CommittedCredential committed)
    {
        var recorded = committed.Standing.Recorded;
        Chain.Put((CredentialTables.CommitmentKey(recorded.SubjectUscc, recorded.RecordId.Span), committed));
    }

    internal void Change(CredentialChangeKind kind, long from)
    {
        Record.Changes.Add(new CredentialChange { Kind = kind, EffectiveFrom = from, RecordedAt = Now });
        Commit(File, Record);
    }

    internal void Revoke(Participant participant, long at)
    {
        var key = AccountTables.Certificates.Key(participant.CertificateId.ToArray());
        var record = CertificateRecord.Parser.ParseFrom(Chain.State.Get(key));
        (record.RevokedAt, record.RevocationReason) = (at, "lost");
        Chain.Put((key, record));
    }

    internal PassportRequest Asking(params string[] fields) => PassportRequests.Make(
        Genesis.ChainId, Audience, SectionCode, CredentialKind.Person, fields, Now);

    internal async Task<Passport> BuildAsync(Participant? holder = null, PassportRequest? request = null, CredentialFile? file = null)
    {
        holder ??= Subject;
        using var key = holder.KeyPair.CreateSigner();
        return await new PassportBuilder(Client).BuildCredentialAsync(
            file ?? File, request ?? Request, new ClientSigner(holder.CertificateId, key))
            ?? throw new InvalidOperationException("The world has no commitments.");
    }

    /// <summary>Signs a passport anew after it was changed, as its subject might.</summary>
    internal void SignAgain(Passport passport, Participant? holder = null)
    {
        holder ??= Subject;
        using var key = holder.KeyPair.CreateSigner();
        var request = passport.Presentation.Request;
        passport.Presentation = null;
        var message = PresentationBytes.Message(Genesis.Hasher, passport.ToByteArray(), holder.CertificateId, request.Span);
        passport.Presentation = new Presentation
        {
            Request = request,
            CertificateId = ByteString.CopyFrom(holder.CertificateId.ToArray()),
            Signature = key.SignatureOver(message),
        };
    }

    internal PassportReport Verify(Passport passport, PassportRequest? asked = null) =>
        new PassportVerifier(PassportTrust.Of(Genesis)).Verify(PassportFile.Encode(passport), asked ?? Request);
}
