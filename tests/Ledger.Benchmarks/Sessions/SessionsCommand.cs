using System.CommandLine;
using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Crypto.Signatures;
using Ledger.Fuzz;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;
using Ledger.Seeds;
using Ledger.Sessions;
using Microsoft.Extensions.Logging.Abstractions;
using Signature = Ledger.Protocol.V1.Signature;

namespace Ledger.Benchmarks;

/// <summary>
/// <c>sessions</c>: whole logins a second that one node's book takes – open, fetch, claim, confirm – with both signatures checked and both
/// certificates looked up.
/// </summary>
internal static class SessionsCommand
{
    private static readonly Option<int> Count = new("--sessions") { Description = "Logins to measure", DefaultValueFactory = _ => 20_000 };

    internal static Command Create()
    {
        var command = new Command("sessions", "Scan sessions a second, opened and confirmed in one node.") { Count, CommonOptions.Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var world = FuzzWorld.Instance;
        var chain = new BenchmarkSessionChain(world.OpenChain());
        var count = arguments.GetValue(Count);
        Console.WriteLine($"sessions: {count:N0} logins, SM2");
        var options = new ScanSessionOptions { SessionsMax = count + 1, CentreOpensPerSecond = count, CentreOpensBurst = count };
        var started = DateTimeOffset.UtcNow;
        var book = new ScanSessionBook(
            chain,
            new SignatureVerifier(),
            new RegisteredAcceptance(),
            options,
            new FrozenClock(started),
            NullLogger<ScanSessionBook>.Instance);
        var logins = new Login[count];
        Parallel.For(0, count, i => logins[i] = Make(chain, world.Consortium, started.ToUnixTimeMilliseconds(), i));

        var report = new BenchmarkReport("sessions");
        foreach (var (name, label, workers)
            in new[]
            {
                ("one_core", "logins a second, one core", 1),
                ("all_cores", "logins a second, all cores", Environment.ProcessorCount),
            })
        {
            var half = name == "one_core" ? logins[..(count / 2)] : logins[(count / 2)..];
            var from = TimeProvider.System.GetTimestamp();
            Parallel.ForEach(half, new ParallelOptions { MaxDegreeOfParallelism = workers }, login => Play(book, login));
            report.Add(name + "_per_second", label, half.Length / TimeProvider.System.GetElapsedTime(from).TotalSeconds, 0);
        }

        report.Add("bytes_per_session", "sealed bytes held for each", book.Bytes / (double)book.Count, 0);
        report.Finish(arguments.GetValue(CommonOptions.Json));
        return 0;
    }

    private static void Play(ScanSessionBook book, Login login)
    {
        Require(book.Open(login.Open, out _));
        Require(book.Fetch(new FetchScanRequest { Sid = login.Open.Ticket.Sid, Claim = login.Claim.Claim }, out _));
        Require(book.Claim(login.Claim, out _));
        Require(book.Confirm(login.Confirm, out _));
    }

    private static void Require(Refused refused)
    {
        if (refused.IsRefused)
        {
            throw new InvalidOperationException($"{refused.Code}: {refused.Detail}");
        }
    }

    private static Login Make(BenchmarkSessionChain chain, ConsortiumSeed seed, long now, int number)
    {
        var hasher = chain.Hasher;
        var claim = ScanSecrets.Claim(hasher, RandomNumberGenerator.GetBytes(ScanLimits.NonceBytes));
        var phoneSecret = RandomNumberGenerator.GetBytes(ScanLimits.SecretBytes);
        var ticket = new ScanTicket
        {
            V = ScanLimits.Version,
            Act = ScanAct.Login,
            Sid = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(ScanLimits.SidBytes)),
            Origin = "https://ggzy.zhuhai.gov.cn",
            NonceDigest = Bytes(ScanSecrets.NonceDigest(hasher, claim)),
            Iat = now,
            Exp = now + 60_000,
            Digest = Bytes(Digest.Zero),
        };
        var open = new OpenScanRequest
        {
            Ticket = ticket,
            Binding = Bytes(Digest.Zero),
            SealedDetails = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(128)),
            CertificateId = Bytes(seed.Zhuhai.CertificateId),
        };
        var context = ScanTickets.Context(hasher, open.Binding.Span, 0, open.SealedDetails.Span);
        open.Signature = Sign(seed.Zhuhai, ScanTickets.SignedByCentre(hasher, chain.ChainId, ticket, context));
        var subject = seed.Guarantors[number % seed.Guarantors.Count].Participant;
        var answer = new ScanAnswer
        {
            Ticket = ticket,
            Context = Bytes(context),
            ChainId = Bytes(chain.ChainId),
            CertificateId = Bytes(subject.CertificateId),
            Result = Bytes(Digest.Zero),
        };
        answer.Signature = Sign(subject, ScanAnswers.SignedByPhone(hasher, answer));
        var binding = Bytes(ScanSecrets.PhoneBinding(hasher, phoneSecret));
        return new Login(
            open,
            new ClaimScanRequest { Sid = ticket.Sid, Claim = Bytes(claim), PhoneBinding = binding },
            new ConfirmScanRequest { PhoneSecret = ByteString.CopyFrom(phoneSecret), Answer = answer });
    }

    private static Signature Sign(Participant participant, SignBytes message)
    {
        using var signer = participant.KeyPair.CreateSigner();
        return new Signature { Algorithm = (uint)participant.KeyPair.Algorithm, Value = ByteString.CopyFrom(signer.Sign(message)) };
    }

    private static ByteString Bytes(Digest digest) => ByteString.CopyFrom(digest.ToArray());

    private sealed record Login(OpenScanRequest Open, ClaimScanRequest Claim, ConfirmScanRequest Confirm);

    // Signing them takes longer than they would be open.
    private sealed class FrozenClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
