using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ledger.Client;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Previews;

/// <summary>The way from a command's calls to the chain: shown, judged, confirmed where somebody is there to ask, and sent.</summary>
internal static class FinalAct
{
    /// <summary>Sends calls; null where nothing was sent, because the person did not want it or only wanted to see it.</summary>
    internal static async Task<TransactionResult?> SendAsync(
        Invocation invocation, LedgerClient client, IReadOnlyList<Call> calls, CancellationToken cancellationToken,
        SubmitOptions? options = null)
    {
        var judgement = await client.JudgeAsync(calls, cancellationToken);
        var (title, content) = await DescribeAsync(client, calls, cancellationToken);
        return Confirm(invocation, new Preview(title, content, judgement, client.Genesis.IsRehearsal))
            ? await client.SubmitAsync(calls, options, cancellationToken)
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
        new FinalStep(preview.Document, preview.Write, ("Sign and send?", "确认签署并提交？"), ("Nothing was sent.", "未提交。"))
        {
            Unasked = () => invocation.Warnings.Say(preview.Judgement.Warnings),
        });

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
