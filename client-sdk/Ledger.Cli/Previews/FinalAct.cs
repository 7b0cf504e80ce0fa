using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ledger.Client;
using Ledger.Preflight;
using Ledger.Protocol.V1;
using Ledger.Schema.Judgements;

namespace Ledger.Cli.Previews;

/// <summary>The way from a command's calls to the chain: shown, judged, confirmed where somebody is there to ask, and sent.</summary>
internal static class FinalAct
{
    /// <summary>What is said where nothing was sent.</summary>
    internal static readonly (string English, string Chinese) NothingSent = ("Nothing was sent.", "未提交。");

    /// <summary>Sends calls; null where nothing was sent, because the person did not want it or only wanted to see it.</summary>
    /// <exception cref="RefusedException">
    /// The chain would refuse them, and nothing was sent; or it was sent and a node did not admit it.
    /// </exception>
    internal static async Task<TransactionResult?> SendAsync(
        Invocation invocation, LedgerClient client, IReadOnlyList<Call> calls, CancellationToken cancellationToken,
        SubmitOptions? options = null)
    {
        var preflight = await client.PreflightAsync(calls, options?.BusinessKey ?? default, cancellationToken);
        return Confirm(invocation, Judged(preflight, options), await DescribeAsync(client, calls, cancellationToken))
            ? await client.SubmitAsync(calls, options, cancellationToken)
            : null;
    }

    /// <summary>The same of a transaction that was signed elsewhere.</summary>
    /// <inheritdoc cref="SendAsync(Invocation, LedgerClient, IReadOnlyList{Call}, CancellationToken, SubmitOptions?)"/>
    internal static async Task<TransactionResult?> SendSignedAsync(
        Invocation invocation, LedgerClient client, byte[] transaction, CancellationToken cancellationToken, SubmitOptions options)
    {
        var preflight = await client.PreflightSignedAsync(transaction, cancellationToken);
        var calls = TxBody.Parser.ParseFrom(Transaction.Parser.ParseFrom(transaction).Body).Calls;
        return Confirm(invocation, Judged(preflight, options), await DescribeAsync(client, calls, cancellationToken))
            ? await client.SubmitSignedAsync(transaction, options, cancellationToken)
            : null;
    }

    /// <summary>Sends one call and shows what became of it, with what the command has to add.</summary>
    internal static async Task<int> SendAsync(
        Invocation invocation, Call call, (string English, string Chinese) title, CancellationToken cancellationToken,
        Document? added = null)
    {
        var client = await invocation.OpenSignerAsync(cancellationToken);
        return await SendAsync(invocation, client, call, title, cancellationToken, added);
    }

    /// <summary>The same as a signer whose client is open already.</summary>
    internal static async Task<int> SendAsync(
        Invocation invocation, LedgerClient client, Call call, (string English, string Chinese) title,
        CancellationToken cancellationToken, Document? added = null)
    {
        if (await SendAsync(invocation, client, [call], cancellationToken) is not { } result)
        {
            return Confirmation.CodeOfUndone(invocation);
        }

        var document = Documents.Of(result);
        foreach (var (name, value) in added ?? [])
        {
            document[name] = value;
        }

        return Outcome.Show(invocation, title, result, document);
    }

    /// <summary>
    /// Whether to go on. What is doubtful is said in any case; the whole preview where somebody can answer, or asked to see it.
    /// </summary>
    internal static bool Confirm(Invocation invocation, Preview preview) => Confirmation.Ask(
        invocation,
        new FinalStep(preview.Document, preview.Write, ("Sign and send?", "确认签署并提交？"), NothingSent)
        {
            Unasked = () => invocation.Warnings.Say(preview.Judgement.Warnings),
            Again = preview.Judgement.Warnings.Any(warning => warning.Kind == CallWarningKind.UnknownRules)
                ? ("All the same? Every node that does not know these rules will stop.", "仍要继续？不认得该规则的节点都会停下。") : null,
        });

    /// <summary>Whether to go on with calls that were judged; those that the chain would refuse are shown at most.</summary>
    /// <param name="invocation">The run.</param>
    /// <param name="preflight">What is known of them.</param>
    /// <param name="shown">What the person sees of them.</param>
    /// <exception cref="RefusedException">The chain would refuse them, and nothing is sent.</exception>
    internal static bool Confirm(
        Invocation invocation, PreflightReport preflight, ((string English, string Chinese) Title, Document Content) shown)
    {
        var preview = new Preview(shown.Title, shown.Content, preflight.Judgement, invocation.Genesis.IsRehearsal)
        {
            Refusal = preflight.Refusal,
        };
        if (preflight.Refusal is null)
        {
            return Confirm(invocation, preview);
        }

        if (Confirmation.IsDryRun(invocation))
        {
            Confirm(invocation, preview);
        }
        else
        {
            invocation.Warnings.Say(preflight.Judgement.Warnings);
        }

        preflight.EnsureNotRefused();
        return false;
    }

    // Who does not wait for finality may build on what is not final yet, which nobody can judge: the chain answers alone.
    private static PreflightReport Judged(PreflightReport preflight, SubmitOptions? options) =>
        options?.WaitFor == WaitFor.Admitted ? preflight with { Refusal = null } : preflight;

    private static async Task<((string English, string Chinese) Title, Document Content)> DescribeAsync(
        LedgerClient client, IReadOnlyList<Call> calls, CancellationToken cancellationToken)
    {
        var parts = new List<(string Name, Document Content)>();
        foreach (var call in calls)
        {
            var message = MethodOf(MethodOf(call));
            parts.Add((message.Descriptor.Name, await PreviewContents.OfAsync(client, message, cancellationToken)));
        }

        if (parts.Count == 1)
        {
            return (Vocabulary.Both("Call", parts[0].Name), parts[0].Content);
        }

        var all = new Document { ["calls"] = Datum.List(parts.Select(part => Named(part.Name, part.Content))) };
        return (($"{parts.Count} calls", $"{parts.Count} 项调用"), all);
    }

    private static Document Named(string name, Document content)
    {
        content.InsertFirst("call", Vocabulary.Word("Call", name));
        return content;
    }

    // A call is a choice of contracts, and a contract's call a choice of methods.
    private static IMessage MethodOf(IMessage message)
    {
        OneofDescriptor choice = message.Descriptor.Oneofs[0];
        return choice.Accessor.GetCaseFieldDescriptor(message)?.Accessor.GetValue(message) as IMessage ?? message;
    }
}
