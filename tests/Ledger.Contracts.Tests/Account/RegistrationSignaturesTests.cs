using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Contracts.Tests;

public sealed class RegistrationSignaturesTests
{
    // Two certificates below an intermediate authority and one below its root: three possessions, three certificates, and the intermediate,
    // once for each authority's name.
    private const int Signatures = 8;

    [Fact]
    public void What_registering_certificates_asks_about_is_verified_at_once_and_only_once()
    {
        var world = new World().WithCa();
        var calls = CertificateRows.RegisteringCalls(world);
        var counting = new CountingVerifier();
        var scope = ContractDispatcher.ScopeOf(calls, world.Scope with { Verifier = counting }, world.State);
        Assert.Equal([Signatures], counting.Asked);
        Assert.All(Execute(world, calls, scope), refused => Assert.Equal(RefusalCode.None, refused.Code));
        Assert.Equal([Signatures], counting.Asked);
    }

    [Fact]
    public void Each_call_is_answered_as_it_would_be_alone()
    {
        var world = new World().WithCa();
        foreach (var spoil in new Action<RegisterCertificate>[]
        {
            call => call.Possession = Spoilt(call.Possession),
            call => call.Certificate = Spoilt(call.Certificate),
            call => call.Certificate = World.Blob(10),
            call => call.SigningCertificateId = World.Blob(32),
        })
        {
            var calls = CertificateRows.RegisteringCalls(world);
            spoil(calls[1].Account.RegisterCertificate);
            var together = Execute(world, calls, ContractDispatcher.ScopeOf(calls, world.Scope, world.State));
            Assert.Equal(Execute(world, calls, world.Scope), together);
            Assert.Equal([false, true, false], together.Select(refused => refused.IsRefused));
        }
    }

    private static List<Refused> Execute(World world, IReadOnlyList<Call> calls, BlockScope scope)
    {
        var context = new CallContext(scope, world.Centre, world.State.Copy());
        return [.. calls.Select(call => ContractDispatcher.Execute(call, context))];
    }

    private static Google.Protobuf.ByteString Spoilt(Google.Protobuf.ByteString bytes)
    {
        var spoilt = bytes.ToByteArray();
        spoilt[^1] ^= 1;
        return Google.Protobuf.ByteString.CopyFrom(spoilt);
    }

    private sealed class CountingVerifier : ISignatureVerifier
    {
        private readonly SignatureVerifier _verifier = new();

        internal List<int> Asked { get; } = [];

        public void Verify(ReadOnlySpan<SignatureCheck> checks, Span<bool> valid)
        {
            Asked.Add(checks.Length);
            _verifier.Verify(checks, valid);
        }
    }
}
