using System.Net;
using System.Net.Sockets;

namespace GoTick.Host.Access;

/// <summary>
/// Counts wrong keys by address. Nobody guesses a key; this keeps those who try from costing the store a look each, and the log a line each. Ten at once, then
/// one every six seconds; of IPv6 the /64 counts, which one machine has whole.
/// </summary>
internal sealed class Tries(TimeProvider time)
{
    /// <summary>How many wrong keys an address may send at once.</summary>
    public const int AtOnce = 10;

    /// <summary>The most addresses that are remembered. Beyond it the longest quiet one is forgotten.</summary>
    public const int MaxAddresses = 10_000;

    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(6);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, State> _states = [];
    private readonly LinkedList<string> _quietest = []; // the longest quiet one first

    /// <summary>How long the address must wait; null when it need not.</summary>
    public TimeSpan? WaitOf(IPAddress? address)
    {
        lock (_lock)
        {
            return _states.TryGetValue(NameOf(address), out State? state) && Left(state) is < 1 and var left ? Recovery * (1 - left) : null;
        }
    }

    /// <summary>Counts a wrong key; true when it was the last one that is let through.</summary>
    public bool Fail(IPAddress? address)
    {
        string name = NameOf(address);
        lock (_lock)
        {
            if (_states.TryGetValue(name, out State? state))
            {
                _quietest.Remove(state.Place);
            }

            double left = (state is null ? AtOnce : Left(state)) - 1;
            _states[name] = new State(left, time.GetTimestamp(), _quietest.AddLast(name));
            if (_states.Count > MaxAddresses)
            {
                _states.Remove(_quietest.First!.Value);
                _quietest.RemoveFirst();
            }

            return left is < 1 and >= 0;
        }
    }

    private static string NameOf(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(plain.GetAddressBytes().AsSpan(0, 8)) : plain.ToString();
    }

    private double Left(State state) => Math.Min(AtOnce, state.Left + (time.GetElapsedTime(state.At) / Recovery));

    private sealed record State(double Left, long At, LinkedListNode<string> Place);
}
