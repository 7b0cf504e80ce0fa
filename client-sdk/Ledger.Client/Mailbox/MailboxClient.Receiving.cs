using System.Runtime.CompilerServices;
using Google.Protobuf;
using Ledger.Crypto.Sealing;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;

namespace Ledger.Client.Mailbox;

public sealed partial class MailboxClient
{
    /// <summary>
    /// The letters that lie at the client's nodes, page by page: one pass, which ends when every node was read to its end. A node that
    /// cannot be read is passed over, unless none can. Letters come at least once: those of a page that was not acknowledged come again.
    /// </summary>
    /// <exception cref="LedgerClientException">No node could be read; the error of the last.</exception>
    public async IAsyncEnumerable<MailboxPage> ReceiveAsync(
        MailboxOwner owner, IMailboxCursor cursor, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(cursor);
        LedgerClientException? failure = null;
        var nodesRead = 0;
        foreach (var endpoint in Endpoints)
        {
            ulong? after = null;
            while (true)
            {
                MailboxPage? page;
                bool more;
                try
                {
                    after ??= cursor.After(await endpoint.NodeAsync(cancellationToken).ConfigureAwait(false));
                    (page, more) = await ReadPageAsync(endpoint, owner, after.Value, cancellationToken).ConfigureAwait(false);
                }
                catch (LedgerClientException e)
                {
                    PassOver(endpoint, e);
                    failure = e;
                    break;
                }

                if (page is not null)
                {
                    after = page.Through;
                    yield return page;
                }

                if (!more)
                {
                    nodesRead++;
                    break;
                }
            }
        }

        if (nodesRead == 0)
        {
            throw failure!;
        }
    }

    /// <summary>
    /// Says that a page was dealt with: the cursor goes on, durably, and then the node deletes the letters. Where the node cannot be told,
    /// the letters do not come again all the same, and the next acknowledgement deletes them too.
    /// </summary>
    /// <exception cref="LedgerClientException">The node refused or is unreachable.</exception>
    public async Task AcknowledgeAsync(
        MailboxOwner owner, MailboxPage page, IMailboxCursor cursor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(cursor);
        cursor.Advance(page.Node, page.Through);
        foreach (var endpoint in Endpoints)
        {
            if (await endpoint.NodeAsync(cancellationToken).ConfigureAwait(false) == page.Node)
            {
                await endpoint.WithChallengeAsync(
                    async (node, challenge) =>
                    {
                        var message = OwnerRequests.Acknowledge(
                            Genesis.Hasher, Genesis.ChainId, node, challenge.Span, owner.Address, page.Through);
                        var request = new AcknowledgeRequest
                        {
                            Proof = OwnerSignatures.Sign(owner.Signer, challenge, message),
                            Through = page.Through,
                        };
                        var response = await endpoint.Calls.AcknowledgeAsync(request, cancellationToken).ConfigureAwait(false);
                        return (response, response.NextChallenge);
                    },
                    cancellationToken).ConfigureAwait(false);
                return;
            }
        }

        throw new NoServingNodeException($"None of the client's nodes is {page.Node}, where the letters lie.");
    }

    private async Task<(MailboxPage? Page, bool More)> ReadPageAsync(
        MailEndpoint endpoint, MailboxOwner owner, ulong after, CancellationToken cancellationToken)
    {
        var response = await endpoint.WithChallengeAsync(
            async (node, challenge) =>
            {
                var message = OwnerRequests.Fetch(Genesis.Hasher, Genesis.ChainId, node, challenge.Span, owner.Address, after, 0);
                var request = new FetchRequest { Proof = OwnerSignatures.Sign(owner.Signer, challenge, message), After = after };
                var answer = await endpoint.Calls.FetchAsync(request, cancellationToken).ConfigureAwait(false);
                return (answer, (ByteString?)answer.NextChallenge);
            },
            cancellationToken).ConfigureAwait(false);
        if (response.Letters.Count == 0)
        {
            return response.More
                ? throw endpoint.Fail(VerificationFailure.MailAnswer, "an empty page is said to have more behind it.")
                : (null, false);
        }

        var letters = new List<ReceivedLetter>();
        var (decoys, unreadable, through) = (0, 0, after);
        foreach (var stored in response.Letters)
        {
            if (stored.Sequence <= through || !Letters.IsSize(stored.Letter.Length))
            {
                throw endpoint.Fail(
                    VerificationFailure.MailAnswer, "the letters of a page do not ascend, or have sizes that letters do not have.");
            }

            through = stored.Sequence;
        }

        var associatedData = Letters.AssociatedData(Genesis.ChainId, owner.Address);
        var opened = SealedBox.TryOpenEach(
            owner.OpeningKey, [.. response.Letters.Select(stored => new BoxToOpen(stored.Letter.Memory, associatedData))]);
        foreach (var (stored, padded) in response.Letters.Zip(opened))
        {
            if (padded is null || !LetterContent.TryRead(padded, out var kind, out var content))
            {
                unreadable++;
            }
            else if (kind == LetterKind.Decoy)
            {
                decoys++;
            }
            else
            {
                letters.Add(
                    new ReceivedLetter(content, Letters.DigestOf(Genesis.Hasher, stored.Letter.Span), stored.Sequence, stored.ArrivedHour));
            }
        }

        var id = await endpoint.NodeAsync(cancellationToken).ConfigureAwait(false);
        return (new MailboxPage(id, through, letters, decoys, unreadable), response.More);
    }
}
