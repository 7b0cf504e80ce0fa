using System.CommandLine;
using Ledger.Cli.Commands.Orders;
using Ledger.Orders;

namespace Ledger.Cli.Commands.Desks;

/// <summary>A guarantor's step in one order.</summary>
internal abstract class DeskStepCommand(string name, string description, string example)
    : BookStepCommand<GuarantorDesk>(new DeskSide(), name, description, example)
{
    private protected static Option<string[]> Reasons() =>
        new("--reason") { Description = "A reason; once for each.", HelpName = "TEXT", Required = true };

    private protected static Func<Invocation, Document> SaysWhy(Option<string[]> reasons) => invocation => new Document
    {
        ["reasons"] = Datum.List(invocation.Value(reasons).Select(reason => new Datum.Text(reason))),
    };
}
