using System.Management.Automation;
using System.Reflection;

namespace GoTick.PowerShell.Hosting;

/// <summary>Makes <c>[TickFlow(…)]</c> resolve in every script of the process without a <c>using namespace</c>.</summary>
internal static class TickTypeAccelerators
{
    private static readonly Lock Gate = new();

    /// <summary>Registers the short names; calling it again changes nothing.</summary>
    public static void Register()
    {
        // PowerShell offers no public way; the type has been internal under this name since version 2.
        Type accelerators = typeof(PSObject).Assembly.GetType("System.Management.Automation.TypeAccelerators", throwOnError: true)!;
        lock (Gate)
        {
            var known = (IDictionary<string, Type>)accelerators.GetProperty("Get", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
            if (known.TryGetValue("TickFlow", out Type? registered) && registered == typeof(TickFlowAttribute))
            {
                return;
            }

            accelerators.GetMethod("Add", [typeof(string), typeof(Type)])!.Invoke(null, ["TickFlow", typeof(TickFlowAttribute)]);
        }
    }
}
