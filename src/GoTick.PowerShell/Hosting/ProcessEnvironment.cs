using System.Collections;

namespace GoTick.PowerShell.Hosting;

/// <summary>
/// The environment variables, which belong to the process: what flows change of them is taken back as each ends. One picture serves all that run at
/// the same time, taken when the first of them began; with a picture each, one that began meanwhile would bring back what another had set.
/// </summary>
internal static class ProcessEnvironment
{
    private static readonly Lock Changing = new();
    private static IDictionary? _before;
    private static int _running;

    public static void Enter()
    {
        lock (Changing)
        {
            if (_running++ == 0)
            {
                _before = Environment.GetEnvironmentVariables();
            }
        }
    }

    public static void Leave()
    {
        lock (Changing)
        {
            Restore(_before!);
            if (--_running == 0)
            {
                _before = null;
            }
        }
    }

    private static void Restore(IDictionary before)
    {
        IDictionary now = Environment.GetEnvironmentVariables();
        int same = 0;
        foreach (DictionaryEntry entry in before)
        {
            if ((string?)now[entry.Key] == (string?)entry.Value)
            {
                same++;
            }
            else
            {
                Environment.SetEnvironmentVariable((string)entry.Key, (string?)entry.Value);
            }
        }

        if (same == now.Count)
        {
            return;
        }

        foreach (string name in now.Keys.Cast<string>().Where(n => !before.Contains(n)))
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }
}
