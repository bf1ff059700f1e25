using GoTick.Core.Flows;

namespace GoTick.Core.Stores.Redis;

/// <summary>Spreads roots over partitions: CRC16 (XMODEM, as Redis Cluster's slots) of the root's text. Frozen: it must never change.</summary>
internal static class PartitionHash
{
    /// <summary>The partition of an item, 0 to <paramref name="partitions"/> − 1.</summary>
    public static int Of(ItemId item, int partitions)
    {
        if (partitions == 1)
        {
            return 0;
        }

        int crc = 0;
        foreach (char c in item.Root)
        {
            crc ^= (byte)c << 8;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1;
            }
        }

        return (crc & 0xFFFF) % partitions;
    }
}
