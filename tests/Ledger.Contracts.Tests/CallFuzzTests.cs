using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Contracts.Tests;

/// <summary>
/// Random calls of every contract, half sensible: none throws, none breaks an invariant (which World checks), and each chain replays alike.
/// </summary>
public sealed class CallFuzzTests
{
    private const int CallsPerChain = 3000;
    private static readonly string Huge = new('n', 70_000);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_calls_never_throw_and_replay_to_the_same_bytes(int seed)
    {
        var first = Play(seed, out var codes);
        var second = Play(seed, out _);
        Assert.Equal(first, second);
        Assert.True(codes > 20, $"Only {codes} different outcomes: the fuzzer does not reach the rules.");
    }

    private static List<string> Play(int seed, out int codes)
    {
        var random = new Random(seed);
        var w = new World().WithCa().Later(-World.Day).WithSealed(sectionOpen: seed % 2 == 0).WithCredentials();
        Signer[] signers = [w.Centre, w.OtherCentre, w.Guarantor, w.Regulator, w.Tenderer, w.Bidder, w.Authority];
        var outcomes = new HashSet<uint>();
        for (var i = 0; i < CallsPerChain; i++)
        {
            var call = NextCall(random);
            outcomes.Add((uint)w.Run(signers[random.Next(signers.Length)], call).Code);
            w.Time += random.Next(20) == 0 ? World.Day : 1;
        }

        codes = outcomes.Count;
        return
        [
            .. w.State.Entries.Select(entry => $"{Convert.ToHexString(entry.Key)}={Convert.ToHexString(entry.Value)}"),
            .. w.Events.Select(e => e.Type),
        ];
    }

    // A third random throughout, the rest good calls of which most have one field spoilt: so the rules behind the first check are reached.
    private static Call NextCall(Random random)
    {
        var call = new Call();
        if (random.Next(3) == 0)
        {
            Fill(call, random, 0);
            return call;
        }

        call = GoodCalls[random.Next(GoodCalls.Length)].Clone();
        if (random.Next(4) != 0)
        {
            SpoilOneField(call, random);
        }

        return call;
    }

    private static readonly Call[] GoodCalls =
    [
        World.Call(World.Project()), World.Call(World.Announcement()), World.Call(World.Notice()), World.Call(World.Opening()),
        World.Call(World.Listing()), World.Call(World.ReleasingKey()), ProjectRows.Correcting(), ProjectRows.Withdrawing(),
        World.Call(World.Failing()), World.Call(World.Rejecting()),
        World.Call(World.Terminating()), World.Call(World.Attributing()), World.Call(World.Completing()),
        World.Call(World.Appointing()), World.Call(World.Evaluating()), World.Call(World.Publicizing()), World.Call(World.Awarding()),
        World.Call(World.Awarding(7)), World.Call(World.Contracting()), World.Call(World.Pausing()), World.Call(World.Resuming()),
        World.Amending(), World.Endorsing(), World.Suspending(), World.ResumingPayment(World.Blob(32)),
        World.Issuing(World.Seal(World.Encode(World.Terms()), World.Blob(16, 2))),
        World.Revealing(World.Encode(World.Terms())), World.Revealing(World.Encode(World.Terms()), World.Blob(16, 2)),
        World.Releasing(), World.Claiming(), World.Claiming(), World.Paying(), World.RefusingClaim("缺"), World.Surrendering(),
        CardRows.Publishing(),
        MembershipRows.Proposal(p => p.RuleVersion = 2),
        MembershipRows.Proposal(p => p.PutTenderRule = TenderConfigurationRows.Rule()),
        MembershipRows.Proposal(p => p.PutWorkCalendar = TenderConfigurationRows.Calendar()),

        MembershipRows.Vote(true), AccountRows.RevokingCall(World.Blob(32), "r"),
        CosignRows.Cosigning(), FindingRows.Recording(), FindingRows.Warning(), FindingRows.Answering(), FindingRows.Reading(),
        FindingRows.Closing(), CosignerRows.Announcing(),
        SessionRows.Recording(), SessionRows.Recording(SessionRows.Yesterday - 1),
        TrustWorld.Importing(TrustWorld.RootCrl(World.Start)), CertificateRows.RegisteringCall(),
        MembershipRows.Proposal(p => p.Trust = TrustWorld.Entering()),
        MembershipRows.Proposal(p => p.Trust = TrustWorld.Status(AuthorityStatus.Active)),

        MembershipRows.Proposal(p => p.Trust = TrustWorld.Floor()),
        MembershipRows.Proposal(p => p.Trust = TrustWorld.Freshness(StaleMeaning.Warn)),

        CredentialRows.Call(World.Qualifying()), CredentialRows.Call(World.Certifying()), CredentialRows.Call(World.Performing()),
        CredentialRows.Call(World.Registering()), CredentialRows.Call(World.Personal()), CredentialRows.Call(World.Crediting()),
        CredentialChangeRows.Call(World.Suspending(World.Qualifying())), CheckRows.Call(World.Checking()),
        CommitRows.Call(CommitRows.Committing()),
        OperatorCallRows.Appointing(), OperatorCallRows.Dismissing(),
        MembershipRows.Proposal(p => p.PutQualificationType = World.Type()),
        MembershipRows.Proposal(p => p.PutIssuerCompetence = World.Competence(10, CredentialKind.Qualification)),

    ];

    internal static IReadOnlyList<Call> Samples => GoodCalls;

    private static void SpoilOneField(IMessage message, Random random)
    {
        var fields = message.Descriptor.Fields.InDeclarationOrder()
            .Where(f => f.ContainingOneof is null || f.ContainingOneof.Accessor.GetCaseFieldDescriptor(message) == f).ToList();
        var field = fields[random.Next(fields.Count)];
        if (field.FieldType == FieldType.Message && !field.IsRepeated && field.Accessor.GetValue(message) is IMessage child)
        {
            SpoilOneField(child, random);
            return;
        }

        if (field.IsRepeated)
        {
            ((System.Collections.IList)field.Accessor.GetValue(message)).Clear();
        }

        Set(message, field, random, 0);
    }

    private static void Fill(IMessage message, Random random, int depth)
    {
        foreach (var oneof in message.Descriptor.Oneofs)
        {
            Set(message, oneof.Fields[random.Next(oneof.Fields.Count)], random, depth);
        }

        foreach (var field in message.Descriptor.Fields.InDeclarationOrder().Where(field => field.ContainingOneof is null))
        {
            Set(message, field, random, depth);
        }
    }

    private static void Set(IMessage message, FieldDescriptor field, Random random, int depth)
    {
        if (!field.IsRepeated)
        {
            field.Accessor.SetValue(message, Value(field, random, depth));
            return;
        }

        var list = (System.Collections.IList)field.Accessor.GetValue(message);
        for (var count = random.Next(4); count > 0; count--)
        {
            list.Add(Value(field, random, depth));
        }
    }

    private static object Value(FieldDescriptor field, Random random, int depth)
    {
        switch (field.FieldType)
        {
            case FieldType.Message:
                var child = field.MessageType.Parser.ParseFrom(ByteString.Empty);
                Fill(child, random, depth + 1);
                return child;
            case FieldType.String:
                return Pick(
                    random,
                    World.Uscc(random.Next(1, 9)),
                    World.SectionCode,
                    World.TenderProjectCode,
                    World.ProjectCode,
                    "440400",
                    "A02",
                    "名",
                    "",
                    new string('长', 500),
                    "\0",
                    random.Next(8) == 0 ? Huge : "");
            case FieldType.Bytes:
                return Pick(random, World.Id, World.Blob(16, 3), World.Blob(32), World.Blob(32, 5), World.Blob(random.Next(100)),
                    ByteString.Empty,
                    World.Encode(World.Terms()),
                    ByteString.CopyFrom(World.OpeningKey.PublicKey.Encoded),
                    ByteString.CopyFrom(World.OpeningKey.PrivateKey),

                    World.Blob(Protocol.SealedTerms.SealedBytes));
            case FieldType.Enum:
                return Enum.ToObject(field.EnumType.ClrType, random.Next(-1, 8));
            case FieldType.Bool:
                return random.Next(2) == 0;
            case FieldType.UInt32:
                return Pick(random, 1u, 2u, 3u, (uint)random.Next(200), uint.MaxValue);
            case FieldType.UInt64:
                return Pick(random, 0UL, 1UL, ulong.MaxValue);
            case FieldType.Int64:
                return Pick(
                    random,
                    World.AmountFen,
                    World.BondFen,
                    World.Start + (random.Next(60) * World.Day),
                    4_000_000_00L,
                    0L,
                    -1L,
                    long.MinValue,
                    long.MaxValue);
            default:
                throw new InvalidOperationException($"The fuzzer does not know fields of type {field.FieldType}.");
        }
    }

    private static T Pick<T>(Random random, params T[] values) => values[random.Next(values.Length)];
}
