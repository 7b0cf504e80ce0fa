using Ledger.Cli.Commands.Calls;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Supervision;

/// <summary>One step of a finding's handling: the command says which, its options the rest.</summary>
internal sealed class FindingStepCommand : CallCommand<HandleFinding>
{
    private readonly FindingStep _step;

    internal FindingStepCommand(
        CliContext context, FindingStep step, string name, string description, string options, CallField id, params CallField[] fields)
        : base(
            context, name, description, $"ledger supervise finding {name} {SuperviseFindingCommand.Id} {options}",
            call => new Call { Evidence = new EvidenceCall { HandleFinding = call } }, id, fields) => _step = step;

    private protected override void Complete(Invocation invocation, HandleFinding call, Document shown) => call.Step = _step;
}
