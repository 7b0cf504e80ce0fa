using Google.Protobuf;
using Ledger.FakeNode;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client.Tests;

/// <summary>One fake node and one client of it.</summary>
public abstract class ClientFixture : IAsyncLifetime
{
    private protected FakeNodeServer Server { get; private set; } = null!;

    private protected LedgerClient Client { get; private set; } = null!;

    private protected FakeChain Chain => Server.Chain;

    private protected FakeNodeBehaviour Node => Server.Behaviour;

    public virtual async Task InitializeAsync()
    {
        Server = await FakeNodeServer.StartAsync();
        Client = LedgerClient.Open(Options());
    }

    public virtual async Task DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }

    private protected LedgerClientOptions Options() => new()
    {
        Genesis = Chain.Genesis,
        Node = Server.Address,
        Signer = new ClientSigner(new Digest(new byte[32]), Keys.Pair(100).CreateSigner()),
        PageEntries = 4,
        Retry = new RetryOptions { DelayFirst = TimeSpan.FromMilliseconds(1), DelayMax = TimeSpan.FromMilliseconds(20), AttemptsMax = 4 },
    };

    private protected static Call AnyCall() => new()
    {
        Guarantee = new GuaranteeCall { Surrender = new SurrenderGuarantee { GuaranteeId = ByteString.CopyFrom(new byte[16]) } },
    };

    private protected static async Task<VerificationException> RefusedAs(VerificationFailure failure, Func<Task> read)
    {
        var error = await Assert.ThrowsAsync<VerificationException>(read);
        Assert.Equal(failure, error.Failure);
        Assert.Contains("What to do", error.Message, StringComparison.Ordinal);
        return error;
    }
}
