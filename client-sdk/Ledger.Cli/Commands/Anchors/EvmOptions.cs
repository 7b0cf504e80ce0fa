using System.CommandLine;
using Ledger.Anchor;
using Nethereum.JsonRpc.Client;
using Nethereum.Web3;

namespace Ledger.Cli.Commands.Anchors;

/// <summary>A node of the EVM chain, what is remembered of the contract there, and the account that pays.</summary>
internal sealed class EvmOptions
{
    internal EvmOptions(Command command)
    {
        command.Add(Rpc);
        command.Add(Memory);
    }

    internal Option<string> Rpc { get; } = new("--rpc")
    {
        Description = "A node of the EVM chain, http or https.",
        HelpName = "URL",
        Required = true,
    };

    internal Option<string> Memory { get; } = new("--memory")
    {
        Description = "What is known of the contract, of `ledger anchor deploy`; and what was sent and is not settled.",
        HelpName = "FILE",
        Required = true,
    };

    internal static Option<string> NewAccount() => new("--account")
    {
        Description = "The key of the account that pays there, of `ledger anchor key`; nobody else may send from it.",
        HelpName = "FILE",
        Required = true,
    };

    internal AnchorMemory Open(Invocation invocation)
    {
        var path = invocation.Value(Memory);
        try
        {
            var memory = AnchorMemory.Open(path);
            return memory.ChainId == invocation.Genesis.ChainId
                ? memory
                : throw CliException.Usage($"{path} is of another chain than --genesis.", $"{path} 属于另一条链，与 --genesis 不符。");
        }
        catch (FileNotFoundException)
        {
            throw CliException.NotFound(
                $"There is no memory {path}: `ledger anchor deploy` makes it with the contract.",
                $"没有记忆文件 {path}：它由 `ledger anchor deploy` 连同合约一起生成。");
        }
        catch (InvalidDataException e)
        {
            throw CliException.NotVerified($"The memory {path} is damaged: {e.Message}", $"记忆文件 {path} 已损坏：{e.Message}");
        }
    }

    internal Web3 OpenWeb3(Invocation invocation, CosignerKey? account = null)
    {
        var address = Invocation.AddressOf(invocation.Value(Rpc));
        return account is null
            ? new Web3(address.ToString())
            : new Web3(new Nethereum.Web3.Accounts.Account(account.ToSecretLine().Split(' ')[^1]), address.ToString());
    }

    /// <summary>Runs what asks the EVM chain, and says what went wrong there.</summary>
    internal static async Task<T> AskAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (AnchorException e)
        {
            throw CliException.NotVerified(
                $"{e.Message} Nothing was sent.", $"{Vocabulary.Both(nameof(AnchorFault), e.Fault.ToString()).Chinese}。未发送任何内容。");
        }
        catch (Exception e) when (e is RpcResponseException or Nethereum.ABI.FunctionEncoding.SmartContractRevertException)
        {
            throw new CliException(
                ExitCode.Refused, $"The EVM chain refuses: {e.Message}", $"EVM 链拒绝：{e.Message}");
        }
        catch (Exception e) when (e is RpcClientUnknownException or RpcClientTimeoutException or HttpRequestException)
        {
            throw new CliException(
                ExitCode.Unreachable, $"The EVM chain's node does not answer: {e.Message}", $"EVM 链的节点没有应答：{e.Message}");
        }
    }
}
