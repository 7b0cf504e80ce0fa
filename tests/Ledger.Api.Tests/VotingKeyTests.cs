using Google.Protobuf;
using Ledger.Client;
using Ledger.Client.Documents;
using Ledger.Client.Mailbox;
using Ledger.Host;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Api.Tests;

/// <summary>Whoever asks a node for a signature gets one of its receipt key: the key that votes signs votes and batches, whatever anyone
/// asks.</summary>
public sealed class VotingKeyTests
{
    [Fact]
    public async Task Nothing_that_a_caller_asks_for_is_signed_by_a_key_that_votes()
    {
        await using var node = await ServedNode.StartAsync(new NodeServerOptions());
        var call = new Call { CaTrust = new CaTrustCall { AddCrlPart = new AddCrlPart { CrlDigest = ByteString.CopyFrom(new byte[32]) } } };
        using var stranger = LedgerClient.Open(new LedgerClientOptions
        {
            Genesis = node.Seed.Genesis,
            Node = node.Address,
            Signer = new ClientSigner(default, node.Seed.Zhuhai.KeyPair.CreateSigner()),
        });
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => stranger.SubmitAsync(call, new SubmitOptions { SignedRefusal = true }));
        Assert.Equal(RefusalCode.UnknownSigner, refused.Code);
        Assert.NotNull(refused.Receipt);

        var options = new MailboxClientOptions { Genesis = node.Seed.Genesis, Nodes = [node.Address] };
        using var letters = MailboxClient.Open(options);
        using var owner = MailboxOwner.Generate(node.Seed.Genesis.Suite);
        var letter = await letters.SendAsync(owner.ToRecipient([]), "for a receipt"u8.ToArray());
        using var documents = DocumentClient.Open(options);
        var folder = Directory.CreateTempSubdirectory("ledger-receipts");
        var document = await documents.UploadAsync(new MemoryStream([1, 2, 3]), Path.Combine(folder.FullName, "ticket"), leaseHours: 1);
        folder.Delete(recursive: true);

        Assert.Equal(letter.Node, document.Body.Node);
        Assert.NotEmpty(node.SignedByVotingKeys);
        Assert.All(node.SignedByVotingKeys, message =>
            Assert.Contains([SignPurposes.Vote, SignPurposes.Batch], purpose => message.AsSpan().StartsWith(purpose.Tag.Span)));
    }
}
