using System.Management.Automation;
using System.Reflection;

namespace GoTick.PowerShell.Hosting;

/// <summary>Makes <c>[TickFlow(…)]</c> known to scripts. PowerShell offers no public way to add an accelerator; its own type is looked up once.</summary>
internal static class TickTypeAccelerators
{
    private static readonly Lazy<bool> Registered = new(Add);

    public static void Register() => _ = Registered.Value;

    private static bool Add()
    {
        Type accelerators = typeof(PSObject).Assembly.GetType("System.Management.Automation.TypeAccelerators", throwOnError: true)!;
        MethodInfo add = accelerators.GetMethod("Add", [typeof(string), typeof(Type)])
            ?? throw new MissingMethodException("TypeAccelerators", "Add");
        add.Invoke(null, ["TickFlow", typeof(TickFlowAttribute)]);
        return true;
    }
}
